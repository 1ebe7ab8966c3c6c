using PspLoad.Core.Results;
using PspLoad.Reporting.Latencies;
using PspLoad.Reporting.Runs;

namespace PspLoad.Reporting.Comparison;

/// <summary>A run's seconds that no fault disturbed, ready to be drawn from.</summary>
internal sealed class ComparedRun
{
    private ComparedRun(RunFolder folder, IReadOnlyList<ComparedSecond> seconds) => (Folder, Seconds) = (folder, seconds);

    public RunFolder Folder { get; }

    public RunDocument Run => Folder.Run;

    public IReadOnlyList<ComparedSecond> Seconds { get; }

    /// <summary>There are enough of them to tell a change from noise.</summary>
    public bool IsSample => Seconds.Count >= Bootstrap.LeastSeconds;

    public static ComparedRun Of(RunFolder folder)
    {
        var times = new Dictionary<long, Dictionary<int, long>>();
        HdrLogFile.Read(
            folder.FileOf(ResultFiles.Latencies),
            tag => tag.Step is null && tag.Time == "response",
            (_, second, counts) =>
            {
                if (!times.TryGetValue(second, out var sum))
                    times[second] = sum = [];
                foreach (var (index, count) in counts.Entries)
                    sum[index] = sum.GetValueOrDefault(index) + count;
            }
        );
        return new ComparedRun(
            folder,
            [
                .. folder
                    .Intervals.Where(interval => !Disturbance.Is(folder.Run, interval.Second))
                    .Select(interval => new ComparedSecond(
                        interval.Completed,
                        interval.Failed + interval.TimedOut + interval.Dropped,
                        times.TryGetValue(interval.Second, out var sum) ? [.. sum.Select(entry => (entry.Key, entry.Value))] : []
                    )),
            ]
        );
    }

    /// <summary>The figures of a selection of seconds, the same second possibly more than once.</summary>
    public static Figures FiguresOf(IEnumerable<ComparedSecond> seconds)
    {
        var all = new Distribution();
        long completed = 0,
            errors = 0,
            count = 0;
        foreach (var second in seconds)
        {
            completed += second.Completed;
            errors += second.Errors;
            count++;
            foreach (var (index, times) in second.Times)
                all.Add(index, times);
        }
        return new Figures(
            (double)completed / Math.Max(1, count),
            100.0 * errors / Math.Max(1, completed + errors),
            all.Quantile(0.5),
            all.Quantile(0.95),
            all.Quantile(0.99),
            all.Quantile(0.999)
        );
    }

    /// <param name="PerSecond">completed</param>
    /// <param name="ErrorPercent">of all that ended or was dropped</param>
    /// <param name="P50">ms, and so the next</param>
    internal sealed record Figures(double PerSecond, double ErrorPercent, double P50, double P95, double P99, double P999);
}
