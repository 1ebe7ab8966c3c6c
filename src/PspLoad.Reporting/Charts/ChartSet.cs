using PspLoad.Reporting.Latencies;
using PspLoad.Reporting.Runs;

namespace PspLoad.Reporting.Charts;

/// <summary>All charts that a run's folder has figures for, in the order of a report.</summary>
internal static class ChartSet
{
    public static IEnumerable<Chart> Of(RunFolder folder)
    {
        var latencies = FlowLatencies.Read(folder);
        Chart?[] charts =
        [
            SignatureChart.Of(folder),
            PercentileChart.Of(folder, latencies),
            DistributionChart.Of(folder, latencies),
            ErrorChart.Of(folder),
            InjectorChart.Of(folder),
            HostChart.Of(folder),
            ServiceChart.Of(folder),
        ];
        return charts.OfType<Chart>();
    }
}
