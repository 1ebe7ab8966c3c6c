using PspLoad.Core.Load;
using PspLoad.Reporting.Runs;
using PspLoad.Reporting.Text;
using ScottPlot;

namespace PspLoad.Reporting.Charts;

/// <summary>Errors over time, by kind.</summary>
internal static class ErrorChart
{
    /// <summary>Kinds with a colour of their own.</summary>
    private const int MostKinds = 6;

    /// <summary>Null when there were none.</summary>
    public static Chart? Of(RunFolder folder)
    {
        var kinds = folder
            .Intervals.SelectMany(second => second.Errors)
            .GroupBy(error => error.Key)
            .Select(kind => (Kind: kind.Key, Name: kind.Key.Label(), Count: kind.Sum(error => error.Value)))
            .Where(kind => kind.Count > 0)
            .OrderByDescending(kind => kind.Count)
            .ThenBy(kind => kind.Name, StringComparer.Ordinal)
            .ToList();
        if (kinds.Count == 0)
            return null;
        var seconds = new Seconds(folder.Intervals, folder.Run.DurationSeconds);
        var plot = PlotPanel.Style(new Plot());
        foreach (var window in FaultWindow.Of(folder.Run))
            Drawing.Band(plot, window.From, window.To);
        var layers = kinds
            .Take(MostKinds)
            .Select((kind, index) => (kind.Name, kind.Count, Color: ColorOf(index), Values: seconds.Most(second => second.Errors.GetValueOrDefault(kind.Kind))))
            .ToList();
        var others = kinds.Skip(MostKinds).ToList();
        if (others.Count > 0)
        {
            layers.Add(
                (
                    Humane.Of(others.Count, "other kind"),
                    others.Sum(kind => kind.Count),
                    Palette.Band,
                    seconds.Most(second => others.Sum(kind => second.Errors.GetValueOrDefault(kind.Kind)))
                )
            );
        }

        var highest = Drawing.Stack(plot, seconds.Edges, [.. layers.Select(layer => (layer.Values, layer.Color))]);
        Drawing.Edges(plot, folder.Run);
        LinearTicks.Apply(plot, 0, folder.Run.DurationSeconds, highest * 1.12, value => Humane.Rate(value));
        plot.Axes.Bottom.TickGenerator = TimeTicks.For(folder.Run.DurationSeconds);
        var total = kinds.Sum(kind => kind.Count);
        var title = $"{Humane.Of(total, "error")}, most of them: {kinds[0].Name}";
        return new Chart(
            "errors",
            "When which kind of error happened; grey: from a fault until the service was back.",
            $"{title}. {string.Join(", ", kinds.Select(kind => $"{kind.Name} {Humane.Count(kind.Count)}"))}.",
            new Figure(
                title,
                ChartTitle.Subtitle(folder.Run),
                [
                    new PlotPanel(
                        plot,
                        "Errors per second, by kind",
                        [.. layers.Select(layer => new Key($"{layer.Name} ({Humane.Count(layer.Count)})", layer.Color, KeyMark.Area))],
                        TimeTicks.Label,
                        DataHeight: 260
                    ),
                ]
            ),
            new CsvTable(
                ["second", .. kinds.Select(kind => kind.Name)],
                folder.Intervals.Select(second =>
                    (IReadOnlyList<object?>)[second.Second, .. kinds.Select(kind => (object?)second.Errors.GetValueOrDefault(kind.Kind))]
                )
            )
        );
    }

    /// <summary>The commonest in the colour of errors.</summary>
    private static string ColorOf(int index) => Palette.Nth(index + 1);
}
