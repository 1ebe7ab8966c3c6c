using PspLoad.Core.Results;
using PspLoad.Reporting.Drawing;
using PspLoad.Reporting.Runs;
using PspLoad.Reporting.Text;
using PspLoad.Reporting.Wording;
using ScottPlot;

namespace PspLoad.Reporting.Charts;

/// <summary>Whether the injector kept up: how late it started arrivals, and how many were in flight.</summary>
internal static class InjectorChart
{
    /// <returns>null when the run has no seconds</returns>
    public static Chart? Of(RecordedRun recorded)
    {
        if (recorded.Intervals.Count == 0)
            return null;
        var seconds = new SecondSeries(recorded.Intervals, recorded.Run.DurationSeconds);
        var run = recorded.Run;
        var title =
            $"The injector started 99 of 100 arrivals at most {Humane.Time(run.InjectorLagMs.P99)} late"
            + (run.Injector is { } injector ? $", with {Humane.Percent(injector.CpuPercent)} of the machine's CPU" : "");
        return new Chart(
            "injector",
            "Whether the injector kept up. If it is late, the figures do not describe the service.",
            $"{title}. Latest start: {Humane.Time(run.InjectorLagMs.Max)}.",
            new Picture(title, Headline.Subtitle(run), [Lag(recorded, seconds), InFlight(recorded, seconds)]),
            new CsvTable(
                ["second", "lagP50Ms", "lagP99Ms", "lagMaxMs", "inFlight"],
                recorded.Intervals.Select(second =>
                    new object?[] { second.Second, second.InjectorLagMs.P50, second.InjectorLagMs.P99, second.InjectorLagMs.Max, second.InFlight }
                )
            )
        );
    }

    private static PlotPanel Lag(RecordedRun recorded, SecondSeries seconds)
    {
        var plot = PlotPanel.Style(new Plot());
        var scale = new TimeScale(recorded.Intervals.SelectMany(second => new[] { second.InjectorLagMs.P50, second.InjectorLagMs.Max }));
        void Add(Func<QuantilesPart, double> quantile, string color, float width) =>
            PlotShapes.Line(plot, seconds.Middles, [.. seconds.Most(second => quantile(second.InjectorLagMs)).Select(scale.Of)], color, width);
        Add(times => times.Max, ChartColor.Max, 1.2f);
        Add(times => times.P99, ChartColor.P99, 2.2f);
        Add(times => times.P50, ChartColor.P50, 2.2f);
        scale.Apply(plot, 0, recorded.Run.DurationSeconds);
        plot.Axes.Bottom.TickGenerator = TimeTicks.For(recorded.Run.DurationSeconds);
        return new PlotPanel(
            plot,
            $"Injector lag: actual − intended start{scale.Suffix}",
            [new("max", ChartColor.Max), new("p99", ChartColor.P99), new("p50", ChartColor.P50)],
            null,
            DataHeight: 190
        );
    }

    private static PlotPanel InFlight(RecordedRun recorded, SecondSeries seconds)
    {
        var plot = PlotPanel.Style(new Plot());
        var most = seconds.Most(second => second.InFlight);
        PlotShapes.Stack(plot, seconds.Edges, [(most, ChartColor.Ok)]);
        LinearTicks.Apply(plot, 0, recorded.Run.DurationSeconds, most.Max() * 1.12, Humane.Digits);
        plot.Axes.Bottom.TickGenerator = TimeTicks.For(recorded.Run.DurationSeconds);
        return new PlotPanel(plot, "Iterations in flight at the end of each second", [], TimeTicks.Label, DataHeight: 120);
    }
}
