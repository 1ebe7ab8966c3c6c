using PspLoad.Reporting.Drawing;
using PspLoad.Reporting.Latencies;
using PspLoad.Reporting.Runs;
using PspLoad.Reporting.Text;
using PspLoad.Reporting.Wording;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace PspLoad.Reporting.Charts;

/// <summary>Response and service time by percentile, on the logarithmic percentile axis of HdrHistogram's plots.</summary>
internal static class PercentileChart
{
    private static readonly (double Quantile, string Label)[] s_ticks =
    [
        (0, "0 %"),
        (0.5, "50 %"),
        (0.9, "90 %"),
        (0.95, "95 %"),
        (0.99, "99 %"),
        (0.999, "99.9 %"),
        (0.9999, "99.99 %"),
    ];

    /// <returns>null when the run has no histograms</returns>
    public static Chart? Of(RecordedRun recorded, FlowLatencies latencies)
    {
        if (latencies.Response.Count == 0)
            return null;
        var quantiles = Enumerable.Range(0, 401).Select(step => 1 - Math.Pow(10, -step / 100.0)).ToArray();
        var response = quantiles.Select(latencies.Response.Quantile).ToArray();
        var service = quantiles.Select(latencies.Service.Quantile).ToArray();
        var plot = PlotPanel.Style(new Plot());
        var scale = new TimeScale([.. response, .. service]);
        var xs = quantiles.Select(X).ToArray();
        PlotShapes.Line(plot, xs, [.. response.Select(scale.Of)], ChartColor.P99, 3);
        PlotShapes.Line(plot, xs, [.. service.Select(scale.Of)], ChartColor.Error, 2, dashed: true);
        scale.Apply(plot, 0, 4.02);
        var ticks = new NumericManual();
        foreach (var (quantile, label) in s_ticks)
            ticks.AddMajor(X(quantile), label);
        plot.Axes.Bottom.TickGenerator = ticks;
        plot.Grid.XAxisStyle.IsVisible = true;
        plot.Grid.XAxisStyle.MajorLineStyle.Color = Color.FromHex(ChartColor.Grid);
        var title =
            $"99 of 100 were answered within {Humane.Time(latencies.Response.Quantile(0.99))}, "
            + $"999 of 1,000 within {Humane.Time(latencies.Response.Quantile(0.999))}";
        return new Chart(
            "percentiles",
            "Share of iterations answered within each time. Where response time is above service time, arrivals waited before they could be sent.",
            title,
            new Picture(
                title,
                Headline.Subtitle(recorded.Run),
                [
                    new PlotPanel(
                        plot,
                        $"Time by percentile{scale.Suffix}",
                        [new("response time (from the intended start)", ChartColor.P99), new("service time (from sending)", ChartColor.Error, KeyMark.Dashed)],
                        "share of all iterations that were at least as fast",
                        DataHeight: 400
                    ),
                ]
            ),
            new CsvTable(
                ["percentile", "responseMs", "serviceMs"],
                quantiles.Select((quantile, i) => new object?[] { 100 * quantile, response[i], service[i] })
            )
        );
    }

    private static double X(double quantile) => -Math.Log10(1 - quantile);
}
