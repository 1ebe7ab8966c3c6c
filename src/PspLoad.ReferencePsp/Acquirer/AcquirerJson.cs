using System.Text.Json.Serialization;

namespace PspLoad.ReferencePsp.Acquirer;

/// <summary>JSON of the acquirer's protocol.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AcquirerRequest))]
[JsonSerializable(typeof(AcquirerResponse))]
[JsonSerializable(typeof(AcquirerChargebacks))]
public sealed partial class AcquirerJson : JsonSerializerContext;
