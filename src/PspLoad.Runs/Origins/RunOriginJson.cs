using System.Text.Json.Serialization;

namespace PspLoad.Runs.Origins;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(RunOrigin))]
public sealed partial class RunOriginJson : JsonSerializerContext;
