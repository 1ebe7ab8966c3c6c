using PspLoad.Reporting.Runs;
using PspLoad.Reporting.Text;
using ScottPlot;

namespace PspLoad.Reporting.Charts;

/// <summary>Errors over time, by kind.</summary>
internal static class ErrorChart
{
    /// <summary>Null when there were none.</summary>
    public static Chart? Of(RunFolder folder)
    {
        var kinds = folder.Intervals.SelectMany(second => second.Errors).GroupBy(error => error.Key)
            .Select(kind => (Name: kind.Key, Count: kind.Sum(error => error.Value))).Where(kind => kind.Count > 0)
            .OrderByDescending(kind => kind.Count).ThenBy(kind => kind.Name, StringComparer.Ordinal).ToList();
        if (kinds.Count == 0)
            return null;
        var seconds = new Seconds(folder.Intervals, folder.Run.DurationSeconds);
        var plot = PlotPanel.Style(new Plot());
        foreach (var window in FaultWindow.Of(folder.Run))
            Drawing.Band(plot, window.From, window.To);
        var highest = Drawing.Stack(
            plot, seconds.Edges, [.. kinds.Select((kind, index) => (seconds.Most(second => second.Errors.GetValueOrDefault(kind.Name)), ColorOf(index)))]);
        LinearTicks.Apply(plot, 0, folder.Run.DurationSeconds, highest * 1.12, value => Humane.Rate(value));
        plot.Axes.Bottom.TickGenerator = TimeTicks.For(folder.Run.DurationSeconds);
        var total = kinds.Sum(kind => kind.Count);
        var title = $"{Humane.Of(total, "error")}, most of them: {kinds[0].Name}";
        return new Chart(
            "errors",
            "When which kind of error happened; grey: from a fault until the service was back.",
            $"{title}. {string.Join(", ", kinds.Select(kind => $"{kind.Name} {Humane.Count(kind.Count)}"))}.",
            new Figure(title, ChartTitle.Subtitle(folder.Run),
            [
                new PlotPanel(
                    plot,
                    "Errors per second, by kind",
                    [.. kinds.Take(6).Select((kind, index) => new Key($"{kind.Name} ({Humane.Count(kind.Count)})", ColorOf(index), KeyMark.Area))],
                    TimeTicks.Label,
                    DataHeight: 260),
            ]),
            new CsvTable(
                ["second", .. kinds.Select(kind => kind.Name)],
                folder.Intervals.Select(second => (IReadOnlyList<object?>)[second.Second, .. kinds.Select(kind => (object?)second.Errors.GetValueOrDefault(kind.Name))])));
    }

    /// <summary>The commonest in the colour of errors.</summary>
    private static string ColorOf(int index) => Palette.Nth(index + 1);
}
