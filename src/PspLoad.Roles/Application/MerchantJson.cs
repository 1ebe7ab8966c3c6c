using System.Text.Json.Serialization;

namespace PspLoad.Roles.Application;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(MerchantEntry[]))]
internal sealed partial class MerchantJson : JsonSerializerContext;
