using System.Text.Json.Serialization;

namespace PspLoad.Core.Results;

/// <summary>How results are written and read: camelCase, numbers raw.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RunDocument))]
[JsonSerializable(typeof(IntervalLine))]
[JsonSerializable(typeof(HostLine))]
[JsonSerializable(typeof(FaultLine))]
[JsonSerializable(typeof(ViolationLine))]
public sealed partial class ResultsJson : JsonSerializerContext;
