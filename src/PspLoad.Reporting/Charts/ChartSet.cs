using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using PspLoad.Core.Errors;
using PspLoad.Reporting.Latencies;
using PspLoad.Reporting.Runs;

namespace PspLoad.Reporting.Charts;

/// <summary>All charts that a run's folder has figures for, in the order of a report.</summary>
internal static class ChartSet
{
    /// <summary>At a time: each has a picture of up to 20 MB in memory.</summary>
    private const int Workers = 2;

    public static IReadOnlyList<Chart> Of(RunFolder folder) => Make(folder, chart => chart);

    /// <summary>Writes each chart's files into the folder.</summary>
    /// <returns>charts with their pictures as PNG</returns>
    public static IReadOnlyList<(Chart Chart, byte[] Png)> Write(RunFolder folder)
    {
        var path = folder.FileOf(ChartFiles.Folder);
        return Make(folder, chart => (chart, ChartFiles.Write(path, chart)));
    }

    private static List<T> Make<T>(RunFolder folder, Func<Chart, T> finish)
    {
        var latencies = new Lazy<FlowLatencies>(() => FlowLatencies.Read(folder));
        Func<Chart?>[] makers =
        [
            () => SignatureChart.Of(folder),
            () => KneeChart.Of(folder),
            () => PercentileChart.Of(folder, latencies.Value),
            () => DistributionChart.Of(folder, latencies.Value),
            () => ErrorChart.Of(folder),
            () => InjectorChart.Of(folder),
            () => HostChart.Of(folder),
            () => ServiceChart.Of(folder),
        ];

        // Reading the histograms takes as long as all others together: one worker begins with it, and the next that needs them comes last.
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
        catch (AggregateException failed) when (failed.InnerException is OperationFailedException damaged)
        {
            ExceptionDispatchInfo.Throw(damaged);
        }
        return [.. made.Where(part => part.Exists).Select(part => part.Value!)];
    }
}
