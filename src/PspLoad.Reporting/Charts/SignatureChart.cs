using PspLoad.Core.Results;
using PspLoad.Reporting.Drawing;
using PspLoad.Reporting.Runs;
using PspLoad.Reporting.Text;
using PspLoad.Reporting.Wording;
using ScottPlot;

namespace PspLoad.Reporting.Charts;

/// <summary>The main chart: response times and rates on one time axis, faults as bands through both, and the outcome of the reconciliation.</summary>
internal static class SignatureChart
{
    /// <returns>null when the run has no seconds</returns>
    public static Chart? Of(RecordedRun recorded)
    {
        if (recorded.Intervals.Count == 0)
            return null;
        var seconds = new SecondSeries(recorded.Intervals, recorded.Run.DurationSeconds);
        var figure = new Picture(
            Headline.ForChart(recorded.Run),
            Headline.Subtitle(recorded.Run),
            [new FaultLanes(recorded), Times(recorded, seconds), Rates(recorded, seconds)]
        );
        return new Chart(
            "signature",
            "Response times and rates over time; grey: from a fault until the service was back."
                + (seconds.Width > 1 ? $" A point shows the worst of {seconds.Width} seconds." : ""),
            Alternative(recorded.Run),
            figure,
            Data(recorded)
        );
    }

    private static PlotPanel Times(RecordedRun recorded, SecondSeries seconds)
    {
        var plot = PlotPanel.Style(new Plot());
        FaultBands.Fill(plot, recorded.Run);
        Moments(plot, recorded);
        var scale = new TimeScale(recorded.Intervals.SelectMany(second => new[] { second.ResponseTimeMs.P50, second.ResponseTimeMs.Max }));
        void Add(Func<QuantilesPart, double> quantile, string color, float width) =>
            PlotShapes.Line(plot, seconds.Middles, [.. seconds.Most(second => quantile(second.ResponseTimeMs)).Select(scale.Of)], color, width);
        Add(times => times.Max, ChartColor.Max, 1.2f);
        Add(times => times.P99, ChartColor.P99, 2.4f);
        Add(times => times.P95, ChartColor.P95, 1.8f);
        Add(times => times.P50, ChartColor.P50, 2.4f);
        scale.Apply(plot, 0, recorded.Run.DurationSeconds);
        plot.Axes.Bottom.TickGenerator = TimeTicks.For(recorded.Run.DurationSeconds);
        return new PlotPanel(
            plot,
            $"Response time{scale.Suffix}",
            [new("max", ChartColor.Max), new("p99", ChartColor.P99), new("p95", ChartColor.P95), new("p50 (half were faster)", ChartColor.P50)],
            XLabel: null,
            DataHeight: 290
        );
    }

    private static PlotPanel Rates(RecordedRun recorded, SecondSeries seconds)
    {
        var plot = PlotPanel.Style(new Plot());
        FaultBands.Fill(plot, recorded.Run);
        var highest = PlotShapes.Stack(
            plot,
            seconds.Edges,
            [
                (seconds.Least(second => second.Completed), ChartColor.Ok),
                (seconds.Most(second => second.Failed), ChartColor.Error),
                (seconds.Most(second => second.TimedOut), ChartColor.Indeterminate),
                (seconds.Most(second => second.Dropped), ChartColor.Slow),
            ]
        );
        Moments(plot, recorded);
        List<LegendKey> keys =
        [
            new("achieved", ChartColor.Ok, KeyMark.Area),
            new("failed", ChartColor.Error, KeyMark.Area),
            new("timed out", ChartColor.Indeterminate, KeyMark.Area),
        ];
        if (recorded.Run.Arrivals.Dropped > 0)
            keys.Add(new("dropped", ChartColor.Slow, KeyMark.Area));
        if (recorded.Intervals.Any(second => second.Target is not null))
        {
            PlotShapes.Line(plot, seconds.Middles, seconds.Mean(second => second.Target ?? double.NaN), ChartColor.Ink, 1.6f, dashed: true);
            highest = Math.Max(highest, recorded.Intervals.Max(second => second.Target ?? 0));
            keys.Add(new("target", ChartColor.Ink, KeyMark.Dashed));
        }
        LinearTicks.Apply(plot, 0, recorded.Run.DurationSeconds, highest * 1.12, value => Humane.Rate(value));
        plot.Axes.Bottom.TickGenerator = TimeTicks.For(recorded.Run.DurationSeconds);
        return new PlotPanel(plot, "Iterations per second", keys, TimeTicks.Label, DataHeight: 190);
    }

    /// <summary>Edges of bands and moments of loss, drawn in front of areas: areas hide the bands, and a band over an area would change its colour.</summary>
    private static void Moments(Plot plot, RecordedRun recorded)
    {
        FaultBands.Edges(plot, recorded.Run);
        foreach (var second in LostMoments.Of(recorded))
            plot.Add.VerticalLine(second, 1.5f, Color.FromHex(ChartColor.Lost));
    }

    private static string Alternative(RunDocument run)
    {
        var faults = FaultSpan.Of(run).Select(span => $" At {Humane.Seconds(span.From)}: {span.Name}, {span.Story}.");
        var times = run.ResponseTimeMs;
        return $"Over {Humane.Length(run.DurationSeconds)}: response time p50 {Humane.Time(times.P50)}, p95 {Humane.Time(times.P95)}, "
            + $"p99 {Humane.Time(times.P99)}, maximum {Humane.Time(times.Max)}; {Humane.Rate(run.Throughput.AchievedTps)} achieved "
            + $"of {Humane.Rate(run.Throughput.TargetTps)}.{string.Concat(faults)} Money: {MoneyText.Line(run.Reconciliation)}.";
    }

    private static CsvTable Data(RecordedRun recorded) =>
        new(
            ["second", "targetPerSecond", "completed", "failed", "timedOut", "dropped", "responseP50Ms", "responseP95Ms", "responseP99Ms", "responseMaxMs"],
            recorded.Intervals.Select(second =>
                new object?[]
                {
                    second.Second,
                    second.Target,
                    second.Completed,
                    second.Failed,
                    second.TimedOut,
                    second.Dropped,
                    second.ResponseTimeMs.P50,
                    second.ResponseTimeMs.P95,
                    second.ResponseTimeMs.P99,
                    second.ResponseTimeMs.Max,
                }
            )
        );
}
