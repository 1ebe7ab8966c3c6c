using PspLoad.Capacity.Results;
using PspLoad.Capacity.Trials;
using PspLoad.Reporting.Drawing;
using PspLoad.Reporting.Text;
using ScottPlot;

namespace PspLoad.Reporting.Capacity;

/// <summary>All trials of a search over time.</summary>
internal static class SearchChart
{
    public static Chart? Of(CapacityDocument run)
    {
        var trials = run.Search.Trials;
        if (trials.Count == 0)
            return null;
        var plot = PlotPanel.Style(new Plot());
        var warmsUp = trials.Any(trial => trial.Kind == TrialKind.WarmUp);
        var length = Math.Max(1, run.Search.ElapsedSeconds);
        foreach (var trial in trials)
        {
            var bar = plot.Add.Line(trial.BeganAfterSeconds, trial.Rate, Math.Min(length, trial.BeganAfterSeconds + trial.LengthSeconds), trial.Rate);
            bar.LineWidth = trial.Kind == TrialKind.Confirmation ? 5 : 2.5f;
            bar.Color = Color.FromHex(trial.Kind == TrialKind.WarmUp ? ChartColor.Quiet : CapacityStatement.ColorOf(trial));
            plot.Add.Marker(
                trial.BeganAfterSeconds,
                trial.Rate,
                trial.Outcome == TrialOutcome.Passed || trial.Kind == TrialKind.WarmUp ? MarkerShape.FilledCircle : MarkerShape.Eks,
                9,
                bar.Color
            );
        }
        if (run.Search.Capacity is { } capacity)
            PlotShapes.Line(plot, [0, length], [capacity.Mean, capacity.Mean], ChartColor.Quiet, 1.4f, dashed: true);
        LinearTicks.Apply(plot, 0, length, 1.1 * trials.Max(trial => trial.Rate), Humane.Rate);
        plot.Axes.Bottom.TickGenerator = TimeTicks.For(length);
        var title = CapacityStatement.Headline(run);
        return new Chart(
            "capacity-search",
            "All trials of the search. Thick lines are trials at full length, the dashed line is the result.",
            $"{title}. {Humane.Of(trials.Count, "trial")}, {trials.Count(trial => trial.Outcome == TrialOutcome.Passed)} passed.",
            new Picture(
                title,
                CapacityStatement.Subtitle(run),
                [
                    new PlotPanel(
                        plot,
                        "Arrivals per second",
                        [
                            new("passed", ChartColor.P95),
                            new("failed", ChartColor.Error),
                            new("invalid", ChartColor.Max),
                            .. warmsUp ? [new("warm-up", ChartColor.Quiet)] : Array.Empty<LegendKey>(),
                        ],
                        "time since the search began",
                        DataHeight: 320
                    ),
                ]
            ),
            new CsvTable(
                ["number", "kind", "rate", "lengthSeconds", "beganAfterSeconds", "outcome", "achievedTps", "errors", "p50Ms", "p99Ms"],
                trials.Select(trial =>
                    new object?[]
                    {
                        trial.Number,
                        trial.Kind.ToString(),
                        trial.Rate,
                        trial.LengthSeconds,
                        trial.BeganAfterSeconds,
                        trial.Outcome.ToString(),
                        trial.AchievedTps,
                        trial.Errors,
                        trial.P50Ms,
                        trial.P99Ms,
                    }
                )
            )
        );
    }
}
