using System.Text.Json.Serialization;

namespace PspLoad.Benchmarks.Http;

/// <summary>
/// All rounds of all tools for one scheme and number of connections. Stored in a file, so that the tables can be measured in several parts.
/// </summary>
/// <param name="Scheme">http or https</param>
/// <param name="Connections">number of closed-loop clients</param>
/// <param name="Seconds">length of one measurement</param>
/// <param name="MeasuredAt">start of the measurement</param>
/// <param name="Runs">runs by tool, in the order of rounds</param>
internal sealed record Series(string Scheme, int Connections, int Seconds, DateTimeOffset MeasuredAt, Dictionary<string, List<ToolRun>> Runs)
{
    public double Median(string tool, Func<ToolRun, double> value) => Statistics.Median(Runs[tool].Select(value));

    /// <summary>Median of the rounds' ratios ours ÷ peer.</summary>
    public double? Ratio(string peer, Func<ToolRun, double> value) =>
        Runs.TryGetValue(peer, out var runs) ? Statistics.Median(Runs[Tools.Ours].Zip(runs, (ours, theirs) => value(ours) / value(theirs))) : null;
}

[JsonSourceGenerationOptions(WriteIndented = true)]
[JsonSerializable(typeof(Series))]
[JsonSerializable(typeof(InjectorSeries))]
internal sealed partial class SeriesJson : JsonSerializerContext;
