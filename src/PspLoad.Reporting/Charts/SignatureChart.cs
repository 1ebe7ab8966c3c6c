using PspLoad.Core.Results;
using PspLoad.Reporting.Runs;
using PspLoad.Reporting.Text;
using ScottPlot;

namespace PspLoad.Reporting.Charts;

/// <summary>The chart to look at first: times and rates on one time axis, faults as bands through both, and what became of the
/// money.</summary>
internal static class SignatureChart
{
    /// <summary>Null when the run has no seconds.</summary>
    public static Chart? Of(RunFolder folder)
    {
        if (folder.Intervals.Count == 0)
            return null;
        var seconds = new Seconds(folder.Intervals, folder.Run.DurationSeconds);
        var figure = new Figure(
            Headline.ForChart(folder.Run),
            ChartTitle.Subtitle(folder.Run),
            [new FaultLanes(folder), Times(folder, seconds), Rates(folder, seconds)]
        );
        return new Chart(
            "signature",
            $"Response times and rates over time; grey: from a fault until the service was back.{(seconds.Width > 1 ? $" A point shows the worst of {seconds.Width} seconds." : "")}",
            Alternative(folder.Run),
            figure,
            Data(folder)
        );
    }

    private static PlotPanel Times(RunFolder folder, Seconds seconds)
    {
        var plot = PlotPanel.Style(new Plot());
        Bands(plot, folder);
        Moments(plot, folder);
        var scale = new TimeScale(folder.Intervals.SelectMany(second => new[] { second.ResponseTimeMs.P50, second.ResponseTimeMs.Max }));
        void Add(Func<QuantilesPart, double> quantile, string color, float width) =>
            Drawing.Line(plot, seconds.Middles, [.. seconds.Most(second => quantile(second.ResponseTimeMs)).Select(scale.Of)], color, width);
        Add(times => times.Max, Palette.Max, 1.2f);
        Add(times => times.P99, Palette.P99, 2.4f);
        Add(times => times.P95, Palette.P95, 1.8f);
        Add(times => times.P50, Palette.P50, 2.4f);
        scale.Apply(plot, 0, folder.Run.DurationSeconds);
        plot.Axes.Bottom.TickGenerator = TimeTicks.For(folder.Run.DurationSeconds);
        return new PlotPanel(
            plot,
            $"Response time{scale.Suffix}",
            [new("max", Palette.Max), new("p99", Palette.P99), new("p95", Palette.P95), new("p50 (half were faster)", Palette.P50)],
            XLabel: null,
            DataHeight: 290
        );
    }

    private static PlotPanel Rates(RunFolder folder, Seconds seconds)
    {
        var plot = PlotPanel.Style(new Plot());
        Bands(plot, folder);
        var highest = Drawing.Stack(
            plot,
            seconds.Edges,
            [
                (seconds.Least(second => second.Completed), Palette.Ok),
                (seconds.Most(second => second.Failed), Palette.Error),
                (seconds.Most(second => second.TimedOut), Palette.Indeterminate),
                (seconds.Most(second => second.Dropped), Palette.Slow),
            ]
        );
        Moments(plot, folder);
        List<Key> keys =
        [
            new("achieved", Palette.Ok, KeyMark.Area),
            new("failed", Palette.Error, KeyMark.Area),
            new("timed out", Palette.Indeterminate, KeyMark.Area),
        ];
        if (folder.Run.Arrivals.Dropped > 0)
            keys.Add(new("dropped", Palette.Slow, KeyMark.Area));
        if (folder.Intervals.Any(second => second.Target is not null))
        {
            Drawing.Line(plot, seconds.Middles, seconds.Mean(second => second.Target ?? double.NaN), Palette.Ink, 1.6f, dashed: true);
            highest = Math.Max(highest, folder.Intervals.Max(second => second.Target ?? 0));
            keys.Add(new("target", Palette.Ink, KeyMark.Dashed));
        }
        LinearTicks.Apply(plot, 0, folder.Run.DurationSeconds, highest * 1.12, value => Humane.Rate(value));
        plot.Axes.Bottom.TickGenerator = TimeTicks.For(folder.Run.DurationSeconds);
        return new PlotPanel(plot, "Iterations per second", keys, TimeTicks.Label, DataHeight: 190);
    }

    private static void Bands(Plot plot, RunFolder folder)
    {
        foreach (var window in FaultWindow.Of(folder.Run))
            Drawing.Band(plot, window.From, window.To);
    }

    /// <summary>In front of areas, which hide bands: a band over an area would change its colour.</summary>
    private static void Moments(Plot plot, RunFolder folder)
    {
        Drawing.Edges(plot, folder.Run);
        foreach (var second in LostMoments.Of(folder))
            plot.Add.VerticalLine(second, 1.5f, Color.FromHex(Palette.Lost));
    }

    private static string Alternative(RunDocument run)
    {
        var faults = FaultWindow.Of(run).Select(window => $" At {Humane.Seconds(window.From)}: {window.Name}, {window.Story}.");
        return $"Over {Humane.Length(run.DurationSeconds)}: response time p50 {Humane.Time(run.ResponseTimeMs.P50)}, p95 {Humane.Time(run.ResponseTimeMs.P95)}, "
            + $"p99 {Humane.Time(run.ResponseTimeMs.P99)}, maximum {Humane.Time(run.ResponseTimeMs.Max)}; {Humane.Rate(run.Throughput.AchievedTps)} achieved "
            + $"of {Humane.Rate(run.Throughput.TargetTps)}.{string.Concat(faults)} Money: {Money.Tell(run.Reconciliation).Text}.";
    }

    private static CsvTable Data(RunFolder folder) =>
        new(
            ["second", "targetPerSecond", "completed", "failed", "timedOut", "dropped", "responseP50Ms", "responseP95Ms", "responseP99Ms", "responseMaxMs"],
            folder.Intervals.Select(second =>
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
