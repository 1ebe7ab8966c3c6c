using PspLoad.Capacity.Results;
using PspLoad.Reporting.Drawing;
using PspLoad.Reporting.Text;
using ScottPlot;

namespace PspLoad.Reporting.Capacity;

/// <summary>Throughput by the number of concurrent users, and the fitted scalability law: dashed where nothing was measured.</summary>
internal static class ScalabilityChart
{
    private const int CurvePoints = 100;

    public static Chart? Of(CapacityDocument run)
    {
        if (run.Scalability is not { Trials.Count: > 0 } part)
            return null;
        var plot = PlotPanel.Style(new Plot());
        var measured = part.Trials.Max(trial => trial.Rate);
        var right = 1.3 * measured;
        var highest = part.Trials.Max(trial => trial.AchievedTps);
        if (part.Result.Fit is { } fit)
        {
            void Curve(double from, double to, bool dashed)
            {
                var xs = Enumerable.Range(0, CurvePoints + 1).Select(i => from + (to - from) * i / CurvePoints).ToList();
                PlotShapes.Line(plot, xs, [.. xs.Select(fit.At)], ChartColor.P99, 2, dashed);
            }
            Curve(1, measured, dashed: false);
            Curve(measured, right, dashed: true);
            highest = Math.Max(highest, fit.PeakUsers is { } peak && peak <= right ? fit.PeakTps!.Value : fit.At(right));
        }
        foreach (var trial in part.Trials)
            plot.Add.Marker(trial.Rate, trial.AchievedTps, MarkerShape.FilledCircle, 10, Color.FromHex(CapacityStatement.ColorOf(trial)));
        LinearTicks.Apply(plot, 0, right, 1.1 * highest, Humane.Rate);
        plot.Axes.Bottom.TickGenerator = CapacityKneeChart.Ticks(right);
        var title = part.Result.Fit is { } law
            ? $"Scalability: σ {law.Sigma:0.000}, κ {law.Kappa:0.00000}, R² {law.RSquared:0.00}{(law.IsForecast ? ", the peak is a forecast" : "")}"
            : $"No scalability law: {part.Result.Refusal}";
        return new Chart(
            "scalability",
            "Each point is a number of virtual users (closed model). The dashed part of the curve is a forecast beyond the measured range.",
            title,
            new Picture(
                title,
                CapacityStatement.Subtitle(run),
                [
                    new PlotPanel(
                        plot,
                        "Achieved per second",
                        part.Result.Fit is null ? [] : [new("law", ChartColor.P99), new("forecast", ChartColor.P99, KeyMark.Dashed)],
                        "concurrent virtual users",
                        DataHeight: 300
                    ),
                ]
            ),
            new CsvTable(
                ["users", "achievedTps", "law", "p50Ms", "p99Ms", "outcome"],
                part.Trials.Select(trial =>
                    new object?[] { trial.Rate, trial.AchievedTps, part.Result.Fit?.At(trial.Rate), trial.P50Ms, trial.P99Ms, trial.Outcome.ToString() }
                )
            )
        );
    }
}
