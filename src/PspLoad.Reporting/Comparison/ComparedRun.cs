using PspLoad.Core.Results;
using PspLoad.Reporting.Latencies;
using PspLoad.Reporting.Runs;

namespace PspLoad.Reporting.Comparison;

/// <summary>The seconds of a run that no fault disturbed, ready for resampling.</summary>
internal sealed class ComparedRun
{
    private ComparedRun(RecordedRun recorded, IReadOnlyList<ComparedSecond> seconds) => (Recorded, Seconds) = (recorded, seconds);

    public RecordedRun Recorded { get; }

    public RunDocument Run => Recorded.Run;

    public IReadOnlyList<ComparedSecond> Seconds { get; }

    /// <summary>Whether the run recorded response times; a copy of a report may lack them.</summary>
    public bool HasTimes => Seconds.Any(second => second.Times.Length > 0);

    /// <summary>Whether there are enough seconds to tell a change from noise.</summary>
    public bool IsSample => Seconds.Count >= BlockBootstrap.LeastSeconds;

    public static ComparedRun Of(RecordedRun recorded)
    {
        var times = new Dictionary<long, Dictionary<int, long>>();
        HdrLogFile.Read(
            recorded.FileOf(ResultFiles.Latencies),
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
            recorded,
            [
                .. recorded
                    .Intervals.Where(interval => !IsDisturbed(recorded.Run, interval.Second))
                    .Select(interval => new ComparedSecond(
                        interval.Completed,
                        interval.Failed + interval.TimedOut + interval.Dropped,
                        times.TryGetValue(interval.Second, out var sum) ? [.. sum.Select(entry => (entry.Key, entry.Value))] : []
                    )),
            ]
        );
    }

    /// <summary>Figures of some seconds. A second may occur more than once.</summary>
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

    /// <summary>
    /// Whether a fault disturbed a second: from the injection until the service was back and the fault undone (as for <c>outside-faults.</c> in thresholds),
    /// and one block more, in which the service works off its queue. A fault happens once per run, on purpose. It is not noise, and resampling its seconds
    /// would hide every other difference.
    /// </summary>
    private static bool IsDisturbed(RunDocument run, long second) =>
        run.Faults.Any(fault => second + 1 > fault.InjectedAtSeconds - fault.UncertaintySeconds && second < EndOf(fault) + BlockBootstrap.Block);

    private static double EndOf(FaultPart fault) =>
        fault.RecoveredAfterSeconds is { } after ? Math.Max(fault.InjectedAtSeconds + after, fault.UndoneAtSeconds ?? 0) : double.PositiveInfinity;

    /// <param name="PerSecond">completed iterations per second</param>
    /// <param name="ErrorPercent">share of iterations that failed, timed out or were dropped</param>
    /// <param name="P50">response time, ms</param>
    /// <param name="P95">response time, ms</param>
    /// <param name="P99">response time, ms</param>
    /// <param name="P999">response time, ms</param>
    internal sealed record Figures(double PerSecond, double ErrorPercent, double P50, double P95, double P99, double P999);
}

/// <summary>One second of a run.</summary>
/// <param name="Completed">iterations without error</param>
/// <param name="Errors">iterations that failed, timed out or were dropped</param>
/// <param name="Times">response times: positions in the histogram's layout, and counts</param>
internal sealed record ComparedSecond(long Completed, long Errors, (int Index, long Count)[] Times);
