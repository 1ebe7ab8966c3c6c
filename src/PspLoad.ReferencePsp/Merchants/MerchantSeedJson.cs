using System.Text.Json.Serialization;

namespace PspLoad.ReferencePsp.Merchants;

/// <summary>MERCHANTS_FILE: an array of merchants, strict.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false
)]
[JsonSerializable(typeof(MerchantSeed[]))]
public sealed partial class MerchantSeedJson : JsonSerializerContext;
