using System.Text.Json.Serialization;

namespace PspLoad.Benchmarks.Http;

/// <summary>All rounds of all tools at one scheme and number of connections. Kept as a file, so that the table can be measured in pieces.</summary>
/// <param name="Scheme">http or https</param>
/// <param name="Connections">closed clients</param>
/// <param name="Seconds">of one measurement</param>
/// <param name="MeasuredAt">when it began</param>
/// <param name="Runs">by tool, in order of rounds</param>
internal sealed record Series(string Scheme, int Connections, int Seconds, DateTimeOffset MeasuredAt, Dictionary<string, List<ToolRun>> Runs)
{
    public double Median(string tool, Func<ToolRun, double> value) => Statistics.Median(Runs[tool].Select(value));

    /// <summary>Median of the rounds' ratios of ours to the peer's.</summary>
    public double? Ratio(string peer, Func<ToolRun, double> value) =>
        Runs.TryGetValue(peer, out var runs) ? Statistics.Median(Runs[Tools.Ours].Zip(runs, (ours, theirs) => value(ours) / value(theirs))) : null;
}

[JsonSourceGenerationOptions(WriteIndented = true)]
[JsonSerializable(typeof(Series))]
[JsonSerializable(typeof(InjectorSeries))]
internal sealed partial class SeriesJson : JsonSerializerContext;
