using System.Text.Json;
using System.Text.Json.Serialization;
using PspLoad.Core.Results;
using PspLoad.Reporting.Charts;
using PspLoad.Reporting.Drawing;
using PspLoad.Reporting.Runs;
using PspLoad.Reporting.Wording;

namespace PspLoad.Reporting.Html.RunPage;

/// <summary>The series of the signature chart, for the page's script.</summary>
internal sealed record LiveChartData(
    double Duration,
    bool LogTimes,
    IReadOnlyList<double> X,
    IReadOnlyList<double> Edges,
    IReadOnlyList<LiveChartData.Series> Times,
    IReadOnlyList<LiveChartData.Series> Rates,
    IReadOnlyList<LiveChartData.Band> Bands,
    IReadOnlyList<double> Lost
)
{
    /// <summary>JSON. The encoder writes <c>&lt;</c> as <c>\u003C</c>, so that no text can end the script element.</summary>
    public static string Of(RecordedRun recorded)
    {
        var seconds = new SecondSeries(recorded.Intervals, recorded.Run.DurationSeconds);
        double?[] Times(Func<QuantilesPart, double> quantile) =>
            [.. seconds.Most(second => quantile(second.ResponseTimeMs)).Select(value => value > 0 ? value : (double?)null)];
        static double?[] Counts(double[] values) => [.. values.Select(value => (double?)value)];
        var shown = recorded.Intervals.SelectMany(second => new[] { second.ResponseTimeMs.P50, second.ResponseTimeMs.Max });
        List<Series> rates =
        [
            new("achieved", ChartColor.Ok, Counts(seconds.Least(second => second.Completed))),
            new("failed", ChartColor.Error, Counts(seconds.Most(second => second.Failed))),
            new("timed out", ChartColor.Indeterminate, Counts(seconds.Most(second => second.TimedOut))),
        ];
        if (recorded.Run.Arrivals.Dropped > 0)
            rates.Add(new("dropped", ChartColor.Slow, Counts(seconds.Most(second => second.Dropped))));
        if (recorded.Intervals.Any(second => second.Target is not null))
            rates.Add(new("target", ChartColor.Ink, Counts(seconds.Mean(second => second.Target ?? 0))));
        var data = new LiveChartData(
            recorded.Run.DurationSeconds,
            new TimeScale(shown).IsLogarithmic,
            seconds.Middles,
            seconds.Edges,
            [
                new("p50", ChartColor.P50, Times(times => times.P50)),
                new("p95", ChartColor.P95, Times(times => times.P95)),
                new("p99", ChartColor.P99, Times(times => times.P99)),
                new("max", ChartColor.Max, Times(times => times.Max)),
            ],
            rates,
            [.. FaultSpan.Of(recorded.Run).Select(span => new Band(span.From, span.To, span.Name, span.Story))],
            LostMoments.Of(recorded)
        );
        return JsonSerializer.Serialize(data, LiveChartDataJson.Default.LiveChartData);
    }

    internal sealed record Series(string Name, string Color, IReadOnlyList<double?> Values);

    internal sealed record Band(double From, double To, string Name, string Story);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(LiveChartData))]
internal sealed partial class LiveChartDataJson : JsonSerializerContext;
