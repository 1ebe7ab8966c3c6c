using PspLoad.Core.Results;
using PspLoad.Reporting.Charts;
using PspLoad.Reporting.Drawing;
using PspLoad.Reporting.Text;
using PspLoad.Reporting.Wording;
using ScottPlot;

namespace PspLoad.Reporting.Comparison;

/// <summary>Two runs on one time axis.</summary>
internal static class OverlayChart
{
    private const string BeforeColor = ChartColor.Slow;
    private const string AfterColor = "0072B2";

    /// <summary>Wider than the other line, so that it shows on both sides where the runs are equal.</summary>
    private const float BeforeWidth = 5;
    private const float AfterWidth = 1.8f;

    /// <summary>Null when a run has no seconds.</summary>
    public static Chart? Of(RunComparison comparison)
    {
        var (before, after) = (comparison.Before, comparison.After);
        if (before.Intervals.Count == 0 || after.Intervals.Count == 0)
            return null;
        var duration = Math.Max(before.Run.DurationSeconds, after.Run.DurationSeconds);
        var (was, now) = (new SecondSeries(before.Intervals, duration), new SecondSeries(after.Intervals, duration));
        var shown = before.Intervals.Concat(after.Intervals).ToList();

        Plot Empty()
        {
            var plot = PlotPanel.Style(new Plot());
            FaultBands.Fill(plot, after.Run);
            return plot;
        }

        PlotPanel Times(string name, Func<QuantilesPart, double> quantile)
        {
            var plot = Empty();
            var scale = new TimeScale(shown.Select(second => quantile(second.ResponseTimeMs)));
            PlotShapes.Line(plot, was.Middles, [.. was.Most(second => quantile(second.ResponseTimeMs)).Select(scale.Of)], BeforeColor, BeforeWidth);
            PlotShapes.Line(plot, now.Middles, [.. now.Most(second => quantile(second.ResponseTimeMs)).Select(scale.Of)], AfterColor, AfterWidth);
            scale.Apply(plot, 0, duration);
            plot.Axes.Bottom.TickGenerator = TimeTicks.For(duration);
            return new PlotPanel(plot, $"Response time {name}{scale.Suffix}", Keys(comparison), null, DataHeight: 190);
        }

        PlotPanel Rates()
        {
            var plot = Empty();
            PlotShapes.Line(plot, was.Middles, was.Least(second => second.Completed), BeforeColor, BeforeWidth);
            PlotShapes.Line(plot, now.Middles, now.Least(second => second.Completed), AfterColor, AfterWidth);
            LinearTicks.Apply(plot, 0, duration, 1.12 * shown.Max(second => second.Completed), value => Humane.Rate(value));
            plot.Axes.Bottom.TickGenerator = TimeTicks.For(duration);
            return new PlotPanel(plot, "Completed per second", [], TimeTicks.Label, DataHeight: 150);
        }

        var title = ComparisonText.Headline(comparison);
        return new Chart(
            "overlay",
            "Both runs on one time axis; grey: from a fault of the second run until the service was back.",
            title,
            new Picture(title, Headline.Subtitle(after.Run), [Times("p99", times => times.P99), Times("p50", times => times.P50), Rates()]),
            new CsvTable(
                ["run", "second", "completed", "responseP50Ms", "responseP99Ms"],
                Rows("before", before.Intervals).Concat(Rows("after", after.Intervals))
            )
        );
    }

    private static IReadOnlyList<LegendKey> Keys(RunComparison comparison) =>
        [
            new($"before ({Humane.Moment(comparison.Before.Run.StartedAt)})", BeforeColor),
            new($"after ({Humane.Moment(comparison.After.Run.StartedAt)})", AfterColor),
        ];

    private static IEnumerable<IReadOnlyList<object?>> Rows(string run, IReadOnlyList<IntervalLine> seconds) =>
        seconds.Select(second => (IReadOnlyList<object?>)[run, second.Second, second.Completed, second.ResponseTimeMs.P50, second.ResponseTimeMs.P99]);
}
