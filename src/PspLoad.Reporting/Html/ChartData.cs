using System.Text.Json;
using System.Text.Json.Serialization;
using PspLoad.Core.Results;
using PspLoad.Reporting.Charts;
using PspLoad.Reporting.Runs;

namespace PspLoad.Reporting.Html;

/// <summary>What the page's script draws: the series of the signature chart.</summary>
internal sealed record ChartData(
    double Duration,
    bool LogTimes,
    IReadOnlyList<double> X,
    IReadOnlyList<double> Edges,
    IReadOnlyList<ChartData.Series> Times,
    IReadOnlyList<ChartData.Series> Rates,
    IReadOnlyList<ChartData.Band> Bands,
    IReadOnlyList<double> Lost
)
{
    /// <summary>JSON; the encoder writes <c>&lt;</c> as <c>\u003C</c>, so that no text can end the script.</summary>
    public static string Of(RunFolder folder)
    {
        var seconds = new Seconds(folder.Intervals, folder.Run.DurationSeconds);
        double?[] Times(Func<QuantilesPart, double> quantile) =>
            [.. seconds.Most(second => quantile(second.ResponseTimeMs)).Select(value => value > 0 ? value : (double?)null)];
        static double?[] Counts(double[] values) => [.. values.Select(value => (double?)value)];
        var shown = folder.Intervals.SelectMany(second => new[] { second.ResponseTimeMs.P50, second.ResponseTimeMs.Max });
        List<Series> rates =
        [
            new("achieved", Palette.Ok, Counts(seconds.Least(second => second.Completed))),
            new("failed", Palette.Error, Counts(seconds.Most(second => second.Failed))),
            new("timed out", Palette.Indeterminate, Counts(seconds.Most(second => second.TimedOut))),
        ];
        if (folder.Run.Arrivals.Dropped > 0)
            rates.Add(new("dropped", Palette.Slow, Counts(seconds.Most(second => second.Dropped))));
        if (folder.Intervals.Any(second => second.Target is not null))
            rates.Add(new("target", Palette.Ink, Counts(seconds.Mean(second => second.Target ?? 0))));
        var data = new ChartData(
            folder.Run.DurationSeconds,
            new TimeScale(shown).IsLogarithmic,
            seconds.Middles,
            seconds.Edges,
            [
                new("p50", Palette.P50, Times(times => times.P50)),
                new("p95", Palette.P95, Times(times => times.P95)),
                new("p99", Palette.P99, Times(times => times.P99)),
                new("max", Palette.Max, Times(times => times.Max)),
            ],
            rates,
            [.. FaultWindow.Of(folder.Run).Select(window => new Band(window.From, window.To, window.Name, window.Story))],
            LostMoments.Of(folder)
        );
        return JsonSerializer.Serialize(data, ChartDataJson.Default.ChartData);
    }

    internal sealed record Series(string Name, string Color, IReadOnlyList<double?> Values);

    internal sealed record Band(double From, double To, string Name, string Story);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ChartData))]
internal sealed partial class ChartDataJson : JsonSerializerContext;
