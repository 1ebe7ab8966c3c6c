using System.Text.Json.Serialization;

namespace PspLoad.ReferencePsp.Acquirer;

/// <summary>The acquirer's JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AcquirerRequest))]
[JsonSerializable(typeof(AcquirerResponse))]
public sealed partial class AcquirerJson : JsonSerializerContext;
