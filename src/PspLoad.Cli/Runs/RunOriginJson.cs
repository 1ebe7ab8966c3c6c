using System.Text.Json.Serialization;

namespace PspLoad.Cli.Runs;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(RunOrigin))]
internal sealed partial class RunOriginJson : JsonSerializerContext;
