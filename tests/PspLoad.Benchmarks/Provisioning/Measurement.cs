using System.Text.Json.Serialization;

namespace PspLoad.Benchmarks.Provisioning;

/// <summary>One timed run.</summary>
/// <param name="Round">shared by the measurements that were taken in turns</param>
/// <param name="Case">the work that was done</param>
/// <param name="Engine">name of the engine</param>
/// <param name="Seconds">from the start of the process to its end</param>
internal sealed partial record Measurement(Guid Round, MeasuredCase Case, string Engine, double Seconds)
{
    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
    [JsonSerializable(typeof(Measurement))]
    internal sealed partial class Json : JsonSerializerContext;
}
