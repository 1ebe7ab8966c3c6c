using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using PspLoad.Core.Errors;
using PspLoad.Core.Results;
using PspLoad.Reporting.Drawing;
using PspLoad.Reporting.Latencies;
using PspLoad.Reporting.Runs;

namespace PspLoad.Reporting.Charts;

/// <summary>The charts of one run, in the order of the report. A chart without figures is left out.</summary>
internal static class RunCharts
{
    /// <summary>Charts drawn at a time. Each takes up to 20 MB of memory.</summary>
    private const int Workers = 2;

    public static IReadOnlyList<Chart> Of(RecordedRun recorded) => Make(recorded, chart => chart);

    /// <summary>Writes the files of each chart into the run's recorded.</summary>
    /// <returns>the charts, and each picture as PNG</returns>
    public static IReadOnlyList<(Chart Chart, byte[] Png)> Write(RecordedRun recorded)
    {
        var path = recorded.FileOf(ReportFiles.Charts);
        return Make(recorded, chart => (chart, chart.WriteTo(path)));
    }

    private static List<T> Make<T>(RecordedRun recorded, Func<Chart, T> finish)
    {
        var latencies = new Lazy<FlowLatencies>(() => FlowLatencies.Read(recorded.FileOf(ResultFiles.Latencies)));
        Func<Chart?>[] makers =
        [
            () => SignatureChart.Of(recorded),
            () => RunKneeChart.Of(recorded),
            () => PercentileChart.Of(recorded, latencies.Value),
            () => DistributionChart.Of(recorded, latencies.Value),
            () => ErrorChart.Of(recorded),
            () => InjectorChart.Of(recorded),
            () => HostChart.Of(recorded),
            () => ServiceChart.Of(recorded),
        ];

        // Reading the histograms takes as long as drawing everything else: one worker starts with them, and the second chart that needs them comes last.
        int[] order = [2, 0, 7, 6, 5, 4, 1, 3];
        var made = new (bool Exists, T? Value)[makers.Length];
        try
        {
            Parallel.ForEach(
                Partitioner.Create(order, EnumerablePartitionerOptions.NoBuffering),
                new ParallelOptions { MaxDegreeOfParallelism = Workers },
                index => made[index] = makers[index]() is { } chart ? (true, finish(chart)) : default
            );
        }
        catch (AggregateException failed) when (failed.InnerException is OperationFailedException or IOException or UnauthorizedAccessException)
        {
            ExceptionDispatchInfo.Throw(failed.InnerException);
        }
        return [.. made.Where(part => part.Exists).Select(part => part.Value!)];
    }
}
