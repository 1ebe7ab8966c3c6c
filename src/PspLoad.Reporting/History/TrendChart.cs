using PspLoad.Core.Errors;
using PspLoad.Reporting.Drawing;
using PspLoad.Reporting.Text;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace PspLoad.Reporting.History;

/// <summary>Main figures of a scenario, run by run.</summary>
internal static class TrendChart
{
    /// <param name="runs">at least two runs of one scenario and environment, oldest first</param>
    public static Chart Of(IReadOnlyList<HistoryEntry> runs)
    {
        var shown = runs.TakeLast(100).ToList();
        List<IPicturePanel> panels =
        [
            Panel(shown, "Response time p99", run => run.P99, value => Humane.Time(value), ChartColor.P99, isLast: false),
            Panel(shown, "Achieved iterations per second", run => run.AchievedTps, Humane.Rate, "0072B2", isLast: false),
            Panel(shown, "Not completed", run => run.ErrorPercent, Humane.Percent, ChartColor.Error, isLast: !shown.Exists(run => run.Recovered is not null)),
        ];
        if (shown.Exists(run => run.Recovered is not null))
            panels.Add(Panel(shown, "Service back after a fault", run => run.Recovered ?? double.NaN, Humane.Seconds, ChartColor.Indeterminate, isLast: true));
        var title =
            $"{runs[0].Scenario} on {runs[0].Environment}: {Humane.Count(runs.Count)} runs, p99 {Humane.Time(shown[0].P99)} → {Humane.Time(shown[^1].P99)}";
        return new Chart(
            $"trend-{FileName(runs[0].Scenario)}-{FileName(runs[0].Environment)}",
            "One point per run; an open circle is a run that was INVALID or failed, a red cross a run whose money was not accounted for.",
            title,
            new Picture(
                title,
                $"{Humane.Moment(shown[0].StartedAt)} to {Humane.Moment(shown[^1].StartedAt)}"
                    + "   ·   open circle: INVALID or failed   ·   red cross: money not accounted for",
                panels
            ),
            new CsvTable(
                ["run", "startedAt", "exitCode", "achievedPerSecond", "p50Ms", "p99Ms", "errorPercent", "recoveredSeconds"],
                runs.Select(run =>
                    new object?[]
                    {
                        run.Folder,
                        run.StartedAt.UtcDateTime.ToString("s"),
                        run.ExitCode,
                        run.AchievedTps,
                        run.P50,
                        run.P99,
                        run.ErrorPercent,
                        run.Recovered,
                    }
                )
            )
        );
    }

    private static PlotPanel Panel(
        List<HistoryEntry> runs,
        string heading,
        Func<HistoryEntry, double> value,
        Func<double, string> format,
        string color,
        bool isLast
    )
    {
        var plot = PlotPanel.Style(new Plot());
        var xs = Enumerable.Range(0, runs.Count).Select(index => (double)index).ToArray();
        var ys = runs.Select(value).ToArray();
        PlotShapes.Line(plot, xs, ys, color, 2);
        foreach (var (run, index) in runs.Select((run, index) => (run, index)).Where(pair => !double.IsNaN(ys[pair.index])))
        {
            plot.Add.Marker(xs[index], ys[index], MarkerShape.FilledCircle, 10, Color.FromHex(color));
            if (run.ExitCode != 0)
                plot.Add.Marker(xs[index], ys[index], MarkerShape.FilledCircle, 6, Colors.White);
            if (run.ExitCode == (int)ExitCode.ReconciliationViolated || run.Violations > 0)
                plot.Add.Marker(xs[index], ys[index], MarkerShape.Eks, 12, Color.FromHex(ChartColor.Lost)).LineWidth = 2.5f;
        }
        LinearTicks.Apply(plot, -0.3, runs.Count - 0.7, 1.15 * ys.Where(double.IsFinite).DefaultIfEmpty(0).Max(), tick => tick == 0 ? "0" : format(tick));
        var ticks = new NumericManual();
        var step = (int)Math.Ceiling(runs.Count / 8.0);
        for (var i = 0; i < runs.Count; i += step)
            ticks.AddMajor(i, Humane.Moment(runs[i].StartedAt)[..16]);
        plot.Axes.Bottom.TickGenerator = ticks;
        return new PlotPanel(plot, heading, [], isLast ? "start of the run, UTC" : null, DataHeight: 130);
    }

    private static string FileName(string text) =>
        string.Concat(text.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' ? letter : '-'));
}
