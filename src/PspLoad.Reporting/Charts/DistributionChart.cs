using PspLoad.Reporting.Drawing;
using PspLoad.Reporting.Latencies;
using PspLoad.Reporting.Runs;
using PspLoad.Reporting.Text;
using PspLoad.Reporting.Wording;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace PspLoad.Reporting.Charts;

/// <summary>Distribution of response times by flow: share of iterations in bins of a twentieth of a decade.</summary>
internal static class DistributionChart
{
    private const int BinsPerDecade = 20;

    /// <returns>null when the run has no histograms</returns>
    public static Chart? Of(RecordedRun recorded, FlowLatencies latencies)
    {
        if (latencies.Response.Count == 0)
            return null;
        var flows = latencies.ResponseOfFlows.Select(flow => (flow.Key, Bins: Bins(flow.Value))).ToList();
        var (first, last) = (flows.Min(flow => flow.Bins.Keys.First()), flows.Max(flow => flow.Bins.Keys.Last()));
        var edges = Enumerable.Range(first, last - first + 2).Select(bin => (double)bin / BinsPerDecade).ToArray();
        var highest = 100 * flows.Max(flow => flow.Bins.Values.Max());
        var panels = flows.Select(
            (flow, index) => (IPicturePanel)Panel(flow.Key, flow.Bins, ChartColor.Nth(index), edges, first, highest, isLast: index == flows.Count - 1)
        );
        return new Chart(
            "distribution",
            "Distribution of response times by flow. A second hump suggests a second path through the system.",
            string.Join(
                " ",
                latencies.ResponseOfFlows.Select(flow =>
                    $"{flow.Key}: median {Humane.Time(flow.Value.Quantile(0.5))}, p99 {Humane.Time(flow.Value.Quantile(0.99))}."
                )
            ),
            new Picture("Distribution of response times by flow", Headline.Subtitle(recorded.Run), [.. panels]),
            new CsvTable(
                ["flow", "fromMs", "toMs", "sharePercent"],
                flows.SelectMany(flow => flow.Bins.Select(bin => (IReadOnlyList<object?>)[flow.Key, Ms(bin.Key), Ms(bin.Key + 1), 100 * bin.Value]))
            )
        );
    }

    private static PlotPanel Panel(string flow, SortedDictionary<int, double> bins, string color, double[] edges, int first, double highest, bool isLast)
    {
        var plot = PlotPanel.Style(new Plot());
        var shares = new double[edges.Length - 1];
        foreach (var (bin, share) in bins)
            shares[bin - first] = 100 * share;
        PlotShapes.Stack(plot, edges, [(shares, color)]);
        LinearTicks.Apply(plot, edges[0], edges[^1], highest * 1.1, value => value == 0 ? "0" : Humane.Percent(value));
        var ticks = new NumericManual();
        for (var decade = (int)Math.Floor(edges[0]); decade <= edges[^1]; decade++)
        {
            foreach (var digit in edges[^1] - edges[0] < 3 ? new[] { 1, 2, 5 } : [1])
                ticks.AddMajor(decade + Math.Log10(digit), Humane.Time(digit * Math.Pow(10, decade)));
        }
        plot.Axes.Bottom.TickGenerator = ticks;
        return new PlotPanel(plot, $"{flow}: share of iterations", [], isLast ? "response time, log scale" : null, DataHeight: 150);
    }

    private static SortedDictionary<int, double> Bins(Distribution times)
    {
        var bins = new SortedDictionary<int, double>();
        foreach (var (milliseconds, count) in times.Buckets())
        {
            var bin = (int)Math.Floor(Math.Log10(Math.Max(milliseconds, 1e-3)) * BinsPerDecade);
            bins[bin] = bins.GetValueOrDefault(bin) + (double)count / times.Count;
        }
        return bins;
    }

    private static double Ms(int bin) => Math.Pow(10, (double)bin / BinsPerDecade);
}
