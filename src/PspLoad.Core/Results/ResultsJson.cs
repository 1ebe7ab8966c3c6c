using System.Text.Json.Serialization;

namespace PspLoad.Core.Results;

/// <summary>How results are written and read: camelCase, numbers raw.</summary>
// A file in which a part is null or missing is damaged: otherwise the first reader of that part would crash.
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true
)]
[JsonSerializable(typeof(RunDocument))]
[JsonSerializable(typeof(IntervalLine))]
[JsonSerializable(typeof(HostLine))]
[JsonSerializable(typeof(FaultLine))]
[JsonSerializable(typeof(ViolationLine))]
public sealed partial class ResultsJson : JsonSerializerContext;
