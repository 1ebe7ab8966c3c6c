using System.Text.Json.Serialization;

namespace PspLoad.Benchmarks.Provisioning;

/// <summary>One timed run.</summary>
/// <param name="Round">the same for all that were measured in turns with each other</param>
/// <param name="Case">what was done</param>
/// <param name="Engine">by which</param>
/// <param name="Seconds">from the start of the process to its end</param>
internal sealed partial record Measurement(Guid Round, MeasuredCase Case, string Engine, double Seconds)
{
    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
    [JsonSerializable(typeof(Measurement))]
    internal sealed partial class Json : JsonSerializerContext;
}
