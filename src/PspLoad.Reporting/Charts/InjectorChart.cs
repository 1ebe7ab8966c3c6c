using PspLoad.Core.Results;
using PspLoad.Reporting.Runs;
using PspLoad.Reporting.Text;
using ScottPlot;

namespace PspLoad.Reporting.Charts;

/// <summary>Whether the measuring instrument kept up: how late arrivals were started, and how many were in flight.</summary>
internal static class InjectorChart
{
    /// <summary>Null when the run has no seconds.</summary>
    public static Chart? Of(RunFolder folder)
    {
        if (folder.Intervals.Count == 0)
            return null;
        var seconds = new Seconds(folder.Intervals, folder.Run.DurationSeconds);
        var run = folder.Run;
        var title =
            $"The injector started 99 of 100 arrivals at most {Humane.Time(run.InjectorLagMs.P99)} late"
            + (run.Injector is { } injector ? $", with {Humane.Percent(injector.CpuPercent)} of the machine's CPU" : "");
        return new Chart(
            "injector",
            "Whether the measuring instrument kept up. If it is late, its figures are not the service's.",
            $"{title}. Latest start: {Humane.Time(run.InjectorLagMs.Max)}.",
            new Figure(title, ChartTitle.Subtitle(run), [Lag(folder, seconds), InFlight(folder, seconds)]),
            new CsvTable(
                ["second", "lagP50Ms", "lagP99Ms", "lagMaxMs", "inFlight"],
                folder.Intervals.Select(second =>
                    new object?[] { second.Second, second.InjectorLagMs.P50, second.InjectorLagMs.P99, second.InjectorLagMs.Max, second.InFlight }
                )
            )
        );
    }

    private static PlotPanel Lag(RunFolder folder, Seconds seconds)
    {
        var plot = PlotPanel.Style(new Plot());
        var scale = new TimeScale(folder.Intervals.SelectMany(second => new[] { second.InjectorLagMs.P50, second.InjectorLagMs.Max }));
        void Add(Func<QuantilesPart, double> quantile, string color, float width) =>
            Drawing.Line(plot, seconds.Middles, [.. seconds.Most(second => quantile(second.InjectorLagMs)).Select(scale.Of)], color, width);
        Add(times => times.Max, Palette.Max, 1.2f);
        Add(times => times.P99, Palette.P99, 2.2f);
        Add(times => times.P50, Palette.P50, 2.2f);
        scale.Apply(plot, 0, folder.Run.DurationSeconds);
        plot.Axes.Bottom.TickGenerator = TimeTicks.For(folder.Run.DurationSeconds);
        return new PlotPanel(
            plot,
            $"Injector lag: actual − intended start{scale.Suffix}",
            [new("max", Palette.Max), new("p99", Palette.P99), new("p50", Palette.P50)],
            null,
            DataHeight: 190
        );
    }

    private static PlotPanel InFlight(RunFolder folder, Seconds seconds)
    {
        var plot = PlotPanel.Style(new Plot());
        var most = seconds.Most(second => second.InFlight);
        Drawing.Stack(plot, seconds.Edges, [(most, Palette.Ok)]);
        LinearTicks.Apply(plot, 0, folder.Run.DurationSeconds, most.Max() * 1.12, Humane.Digits);
        plot.Axes.Bottom.TickGenerator = TimeTicks.For(folder.Run.DurationSeconds);
        return new PlotPanel(plot, "Iterations in flight at the end of each second", [], TimeTicks.Label, DataHeight: 120);
    }
}
