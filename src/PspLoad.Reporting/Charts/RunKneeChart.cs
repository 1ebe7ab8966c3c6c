using PspLoad.Core.Results;
using PspLoad.Reporting.Drawing;
using PspLoad.Reporting.Runs;
using PspLoad.Reporting.Text;
using PspLoad.Reporting.Wording;
using ScottPlot;

namespace PspLoad.Reporting.Charts;

/// <summary>The knee of a run whose rate rises: achieved against target rate, and response times.</summary>
internal static class RunKneeChart
{
    private const int Bins = 20;

    /// <summary>Least ratio of highest to lowest rate for a knee.</summary>
    private const double LeastSpan = 2;

    /// <returns>null unless the rate rose through at least five levels</returns>
    public static Chart? Of(RecordedRun recorded)
    {
        var levels = LevelsOf(recorded);
        if (levels.Count < 5 || levels[^1].Asked < LeastSpan * levels[0].Asked)
            return null;
        var full = levels.FindIndex(level => level.IsShort);
        var title = full switch
        {
            < 0 => $"Carried the full target rate, up to {Humane.Rate(levels[^1].Asked)}",
            0 => $"Carried less than the target rate from the first level on, {Humane.Rate(levels[0].Asked)}",
            _ => $"Carried up to {Humane.Rate(levels[full - 1].Asked)}; of {Humane.Rate(levels[full].Asked)} it completed {Humane.Rate(levels[full].Achieved)}",
        };
        return new Chart(
            "knee",
            "Achieved rate at each target rate; capacity ends where the blue line leaves the dashed one. "
                + "Each dot is a second; seconds in a fault's window are left out.",
            $"{title}. Response time p99 {Humane.Time(levels[0].P99)} at {Humane.Rate(levels[0].Asked)}, "
                + $"{Humane.Time(levels[^1].P99)} at {Humane.Rate(levels[^1].Asked)}.",
            new Picture(title, Headline.Subtitle(recorded.Run), [Rates(levels), Times(levels)]),
            new CsvTable(
                ["askedPerSecond", "achievedPerSecond", "responseP99Ms", "seconds"],
                levels.Select(level => (IReadOnlyList<object?>)[level.Asked, level.Achieved, level.P99, level.Seconds.Count])
            )
        );
    }

    private static PlotPanel Rates(List<Level> levels)
    {
        var plot = PlotPanel.Style(new Plot());
        var right = 1.05 * levels[^1].Asked;
        Dots(plot, levels, second => second.Completed, ChartColor.Ok);
        PlotShapes.Line(plot, [0, right], [0, right], ChartColor.Ink, 1.6f, dashed: true);
        PlotShapes.Line(plot, Asked(levels), [.. levels.Select(level => level.Achieved)], ChartColor.Different[0], 2.6f);
        LinearTicks.Apply(plot, 0, right, right, RateOrZero);
        plot.Axes.Bottom.TickGenerator = LinearTicks.Along(right, RateOrZero);
        return new PlotPanel(
            plot,
            "Achieved per second",
            [new("target", ChartColor.Ink, KeyMark.Dashed), new("achieved, mean", ChartColor.Different[0])],
            null,
            DataHeight: 300
        );
    }

    private static PlotPanel Times(List<Level> levels)
    {
        var plot = PlotPanel.Style(new Plot());
        var right = 1.05 * levels[^1].Asked;
        var scale = new TimeScale(levels.SelectMany(level => level.Seconds).Select(second => second.ResponseTimeMs.P99));
        Dots(plot, levels, second => scale.Of(second.ResponseTimeMs.P99), ChartColor.P95);
        PlotShapes.Line(plot, Asked(levels), [.. levels.Select(level => scale.Of(level.P99))], ChartColor.P99, 2.6f);
        scale.Apply(plot, 0, right);
        plot.Axes.Bottom.TickGenerator = LinearTicks.Along(right, RateOrZero);
        return new PlotPanel(plot, $"Response time p99{scale.Suffix}", [new("p99, median of the seconds", ChartColor.P99)], "target rate", DataHeight: 190);
    }

    private static void Dots(Plot plot, List<Level> levels, Func<IntervalLine, double> value, string color)
    {
        foreach (var second in levels.SelectMany(level => level.Seconds).Where(second => double.IsFinite(value(second))))
            plot.Add.Marker(second.Target!.Value, value(second), MarkerShape.FilledCircle, 4, Color.FromHex(color).WithAlpha(0.35));
    }

    private static string RateOrZero(double perSecond) => perSecond == 0 ? "0" : Humane.Rate(perSecond);

    private static double[] Asked(List<Level> levels) => [.. levels.Select(level => level.Asked)];

    private static List<Level> LevelsOf(RecordedRun recorded)
    {
        var spans = FaultSpan.Of(recorded.Run);
        var seconds = recorded
            .Intervals.Where(second => second.Target > 0 && !spans.Any(span => second.Second + 1 > span.From && second.Second < span.To))
            .ToList();
        if (seconds.Count == 0)
            return [];
        var most = seconds.Max(second => second.Target!.Value);
        return
        [
            .. seconds
                .GroupBy(second => Math.Min(Bins - 1, (int)(Bins * second.Target!.Value / most)))
                .OrderBy(bin => bin.Key)
                .Select(bin => new Level([.. bin])),
        ];
    }

    /// <summary>Seconds with about the same target rate.</summary>
    private sealed record Level(IReadOnlyList<IntervalLine> Seconds)
    {
        public double Asked { get; } = Seconds.Average(second => second.Target!.Value);

        public double Achieved { get; } = Seconds.Average(second => second.Completed);

        public double P99 { get; } = Seconds.Select(second => second.ResponseTimeMs.P99).Order().ElementAt(Seconds.Count / 2);

        /// <summary>Whether the level falls short of its target by more than 1 % and by more than chance (three standard deviations).</summary>
        public bool IsShort => Asked - Achieved > Math.Max(0.01 * Asked, 3 * Math.Sqrt(Asked / Seconds.Count));
    }
}
