using PspLoad.Core.Load;
using PspLoad.Reporting.Drawing;
using PspLoad.Reporting.Runs;
using PspLoad.Reporting.Text;
using PspLoad.Reporting.Wording;
using ScottPlot;

namespace PspLoad.Reporting.Charts;

/// <summary>Errors over time, by kind.</summary>
internal static class ErrorChart
{
    /// <summary>Number of kinds with a colour of their own.</summary>
    private const int MostKinds = 6;

    /// <returns>null when there were no errors</returns>
    public static Chart? Of(RecordedRun recorded)
    {
        var kinds = recorded
            .Intervals.SelectMany(second => second.Errors)
            .GroupBy(error => error.Key)
            .Select(kind => (Kind: kind.Key, Name: kind.Key.Label(), Count: kind.Sum(error => error.Value)))
            .Where(kind => kind.Count > 0)
            .OrderByDescending(kind => kind.Count)
            .ThenBy(kind => kind.Name, StringComparer.Ordinal)
            .ToList();
        if (kinds.Count == 0)
            return null;
        var seconds = new SecondSeries(recorded.Intervals, recorded.Run.DurationSeconds);
        var plot = PlotPanel.Style(new Plot());
        FaultBands.Fill(plot, recorded.Run);
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
                    ChartColor.Band,
                    seconds.Most(second => others.Sum(kind => second.Errors.GetValueOrDefault(kind.Kind)))
                )
            );
        }

        var highest = PlotShapes.Stack(plot, seconds.Edges, [.. layers.Select(layer => (layer.Values, layer.Color))]);
        FaultBands.Edges(plot, recorded.Run);
        LinearTicks.Apply(plot, 0, recorded.Run.DurationSeconds, highest * 1.12, value => Humane.Rate(value));
        plot.Axes.Bottom.TickGenerator = TimeTicks.For(recorded.Run.DurationSeconds);
        var total = kinds.Sum(kind => kind.Count);
        var title = $"{Humane.Of(total, "error")}, most of them: {kinds[0].Name}";
        return new Chart(
            "errors",
            "Errors over time, by kind; grey: from a fault until the service was back.",
            $"{title}. {string.Join(", ", kinds.Select(kind => $"{kind.Name} {Humane.Count(kind.Count)}"))}.",
            new Picture(
                title,
                Headline.Subtitle(recorded.Run),
                [
                    new PlotPanel(
                        plot,
                        "Errors per second, by kind",
                        [.. layers.Select(layer => new LegendKey($"{layer.Name} ({Humane.Count(layer.Count)})", layer.Color, KeyMark.Area))],
                        TimeTicks.Label,
                        DataHeight: 260
                    ),
                ]
            ),
            new CsvTable(
                ["second", .. kinds.Select(kind => kind.Name)],
                recorded.Intervals.Select(second =>
                    (IReadOnlyList<object?>)[second.Second, .. kinds.Select(kind => (object?)second.Errors.GetValueOrDefault(kind.Kind))]
                )
            )
        );
    }

    /// <summary>The most frequent kind has the colour of errors.</summary>
    private static string ColorOf(int index) => ChartColor.Nth(index + 1);
}
