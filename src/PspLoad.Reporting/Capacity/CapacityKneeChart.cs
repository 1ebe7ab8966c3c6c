using PspLoad.Capacity.Results;
using PspLoad.Capacity.Trials;
using PspLoad.Reporting.Drawing;
using PspLoad.Reporting.Text;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace PspLoad.Reporting.Capacity;

/// <summary>The knee of a capacity search: response time and achieved rate by target rate.</summary>
internal static class CapacityKneeChart
{
    public static Chart? Of(CapacityDocument run)
    {
        var trials = run
            .Search.Trials.Where(trial => trial.Kind != TrialKind.WarmUp && trial.Outcome is TrialOutcome.Passed or TrialOutcome.Failed)
            .OrderBy(trial => trial.Rate)
            .ToList();
        if (trials.Count < 2)
            return null;
        var right = 1.05 * trials[^1].Rate;
        var scale = new TimeScale(trials.SelectMany(trial => new[] { trial.P50Ms, trial.P99Ms }));
        var times = PlotPanel.Style(new Plot());
        Points(times, trials, trial => scale.Of(trial.P99Ms));
        Points(times, trials, trial => scale.Of(trial.P50Ms), small: true);
        scale.Apply(times, 0, right);
        times.Axes.Bottom.TickGenerator = Ticks(right);
        var achieved = PlotPanel.Style(new Plot());
        PlotShapes.Line(achieved, [0, right], [0, right], ChartColor.Quiet, 1.4f, dashed: true);
        Points(achieved, trials, trial => trial.AchievedTps);
        LinearTicks.Apply(achieved, 0, right, 1.1 * trials.Max(trial => trial.AchievedTps), Humane.Rate);
        achieved.Axes.Bottom.TickGenerator = Ticks(right);
        var title =
            run.Search.IsConfirmed && run.Search.LowestFailing is { } failing
                ? $"Objectives are met up to {Humane.Rate(run.Search.HighestPassing!.Value)} and missed from {Humane.Rate(failing)} on"
                : "Response time and achieved rate, by target rate";
        return new Chart(
            "capacity-knee",
            "Each point is a trial. Where the achieved rate leaves the dashed line, more iterations arrive than complete.",
            $"{title}. Highest rate achieved: {Humane.Rate(trials.Max(trial => trial.AchievedTps))}.",
            new Picture(
                title,
                CapacityStatement.Subtitle(run),
                [
                    new PlotPanel(
                        times,
                        $"Response time, p99 (large) and p50 (small){scale.Suffix}",
                        [new("passed", ChartColor.P95), new("failed", ChartColor.Error)],
                        null,
                        DataHeight: 230
                    ),
                    new PlotPanel(
                        achieved,
                        "Achieved per second",
                        [new("target", ChartColor.Quiet, KeyMark.Dashed)],
                        "target rate, arrivals per second",
                        DataHeight: 230
                    ),
                ]
            ),
            new CsvTable(
                ["rate", "achievedTps", "p50Ms", "p99Ms", "outcome"],
                trials.Select(trial => new object?[] { trial.Rate, trial.AchievedTps, trial.P50Ms, trial.P99Ms, trial.Outcome.ToString() })
            )
        );
    }

    internal static NumericManual Ticks(double right)
    {
        var ticks = new NumericManual();
        foreach (var value in LinearTicks.Of(right))
            ticks.AddMajor(value, Humane.Digits(value));
        return ticks;
    }

    private static void Points(Plot plot, List<Trial> trials, Func<Trial, double> value, bool small = false)
    {
        foreach (var trial in trials)
            plot.Add.Marker(trial.Rate, value(trial), MarkerShape.FilledCircle, small ? 6 : 10, Color.FromHex(CapacityStatement.ColorOf(trial)));
    }
}
