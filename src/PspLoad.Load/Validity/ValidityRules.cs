using PspLoad.Core.Load;
using PspLoad.Core.Results;
using PspLoad.Load.Health;
using PspLoad.Load.Plans;
using PspLoad.Load.Results;

namespace PspLoad.Load.Validity;

/// <summary>
/// Decides whether a run says something about the server, or only about a disturbed injector. Each limit bounds how much the injector may have added
/// to a
/// reported figure; docs/measurement.md gives the reasons.
/// </summary>
public static class ValidityRules
{
    /// <summary>A tenth of the usual threshold of 100 ms for "noticeable".</summary>
    public const double MaxLagP99Milliseconds = 10;

    /// <summary>Stalls of 0.5 % of the time hold half of the samples beyond the 99th percentile.</summary>
    public const double MaxStalledPercent = 0.5;

    /// <summary>One stall this long shows in the maximum of every run and in every time to recover.</summary>
    public const double MaxStallMilliseconds = 250;

    /// <summary>Only where the kernel does not count waiting: a busy machine alone does not tell who had to wait.</summary>
    public const double MaxMachineCpuPercent = 95;

    public const double MaxOwnCpuPercent = 80;
    public const double MaxStealPercent = 5;

    /// <summary>
    /// Waiting ÷ running of this process's threads. It is 50 to 500 % beside a server or a compiler that fills the same cores. It passes 1,000 %
    /// beside as many
    /// endless loops as there are cores, even where the scheduler favours wake-ups so much that lateness stays small.
    /// </summary>
    public const double MaxCpuWaitPercent = 800;

    /// <summary>A tenth of the machine lowers the highest possible rate by a tenth. The daemons of an idle machine take less than 1 %.</summary>
    public const double MaxForeignCpuPercent = 10;

    public const double MaxGcPausePercent = 1;
    public const double MaxGcPauseMilliseconds = 50;
    public const double MaxThreadPoolDelayMilliseconds = 250;
    public const double MaxLinkPercent = 80;
    public const double MaxClockStepMilliseconds = 50;

    /// <summary>Every reason why the run is INVALID; empty when it is VALID.</summary>
    /// <param name="result">counts, times and health of the run</param>
    /// <param name="targetIsLocal">the target shares this machine's CPUs, so a saturated closed load fills them by design</param>
    /// <param name="observerFailure">why the output of the run is incomplete; null when it is complete</param>
    public static IReadOnlyList<FindingPart> Judge(LoadResult result, bool targetIsLocal, Exception? observerFailure)
    {
        List<FindingPart> reasons = [.. Accounting(result)];
        if (observerFailure is not null)
            reasons.Add(Invalid(FindingId.Output, $"the output is incomplete: {observerFailure.Message}"));
        if (result.Health is { } health)
        {
            var fillsTheMachine = targetIsLocal && result.Model is ClosedModel;
            reasons.AddRange(Lateness(result, health, fillsTheMachine));
            reasons.AddRange(Cpu(health, fillsTheMachine));
            reasons.AddRange(Surroundings(health));
        }
        return reasons;
    }

    private static FindingPart Invalid(FindingId id, string message) => new(id, Severity.Invalid, message);

    private static IEnumerable<FindingPart> Accounting(LoadResult result)
    {
        foreach (var (phase, name) in new[] { (result.Measured, "measured phase"), (result.WarmUp, "warm-up") })
        {
            if (!phase.Arrivals.Balances)
                yield return Invalid(FindingId.Accounting, $"{name}: {phase.Arrivals} does not add up; this is a defect of the engine");
        }
        foreach (var error in result.Measured.Errors.Where(error => error.Kind.IsInjectorsOwn()))
        {
            yield return Invalid(
                error.Kind == ErrorKind.InjectorLimit ? FindingId.InjectorLimit : FindingId.FlowFault,
                $"{error.Count} × {error.Kind.Label()}: {string.Join("; ", error.Examples)}"
            );
        }
    }

    private static IEnumerable<FindingPart> Lateness(LoadResult result, InjectorHealth health, bool fillsTheMachine)
    {
        var lag = result.Measured.Times.Lag.Quantile(0.99) / 1000.0;
        if (lag > MaxLagP99Milliseconds)
        {
            yield return Invalid(
                FindingId.Lag,
                $"arrivals started late: injector lag p99 {lag:0.0} ms, limit {MaxLagP99Milliseconds} ms; lower the rate or free the machine"
            );
        }

        var stalled = 100 * health.StalledSeconds / Math.Max(health.Seconds, 1e-9);
        var longest = health.HeartbeatLag.Max / 1000.0;
        var culprit = health.StealPercent >= InjectorPart.NotableStealPercent ? $"; the hypervisor took {health.StealPercent:0.0} % of the CPU meanwhile" : "";
        if (longest > MaxStallMilliseconds)
            yield return Invalid(FindingId.Stall, $"the injector stalled for {longest:0} ms, limit {MaxStallMilliseconds} ms{culprit}");
        else if (stalled > MaxStalledPercent && !fillsTheMachine)
            yield return Invalid(FindingId.Stall, $"the injector stalled for {stalled:0.0} % of the time, limit {MaxStalledPercent} %{culprit}");
        var gcPercent = health.GcPauseMs / 10 / Math.Max(health.Seconds, 1e-9);
        if (gcPercent > MaxGcPausePercent || health.GcLongestPauseMs > MaxGcPauseMilliseconds)
        {
            yield return Invalid(
                FindingId.Gc,
                $"garbage collection paused the injector for {gcPercent:0.0} % of the time, longest {health.GcLongestPauseMs:0} ms; "
                    + $"limits {MaxGcPausePercent} %, {MaxGcPauseMilliseconds} ms"
            );
        }

        var delay = health.ThreadPoolDelay.Max / 1000.0;
        if (delay > MaxThreadPoolDelayMilliseconds)
        {
            yield return Invalid(
                FindingId.ThreadPool,
                $"a work item waited {delay:0} ms for a thread, limit {MaxThreadPoolDelayMilliseconds} ms; a flow blocks its thread"
            );
        }
    }

    private static IEnumerable<FindingPart> Cpu(InjectorHealth health, bool fillsTheMachine)
    {
        if (health.CpuWaitPercent is null && health.MachineCpuPercent > MaxMachineCpuPercent && !fillsTheMachine)
        {
            yield return Invalid(
                FindingId.MachineCpu,
                $"the machine's CPU was {health.MachineCpuPercent:0} % busy, limit {MaxMachineCpuPercent} %; the injector needs idle CPU to be on time"
            );
        }

        if (health.CpuWaitPercent > MaxCpuWaitPercent)
        {
            yield return Invalid(
                FindingId.CpuWait,
                $"the injector's threads waited {health.CpuWaitPercent / 100:0.0} s for a CPU for "
                    + $"every second of running, limit {MaxCpuWaitPercent / 100} s; "
                    + "other processes take the CPU"
            );
        }

        if (health.Foreign is { Percent: > MaxForeignCpuPercent } foreign)
        {
            yield return Invalid(
                FindingId.ForeignCpu,
                $"processes outside the injector and the target took {foreign.Percent:0} % of the machine's CPU while no CPU was idle, "
                    + $"limit {MaxForeignCpuPercent} %: {string.Join(", ", foreign.Most)}"
            );
        }

        if (health.CpuPercent > MaxOwnCpuPercent)
        {
            yield return Invalid(
                FindingId.OwnCpu,
                $"the injector itself used {health.CpuPercent:0} % of the machine's CPU, limit {MaxOwnCpuPercent} %; "
                    + "the figures may describe the injector instead of the service"
            );
        }

        if (health.StealPercent > MaxStealPercent)
            yield return Invalid(FindingId.Steal, $"the hypervisor took {health.StealPercent:0.0} % of the CPU, limit {MaxStealPercent} %");
    }

    private static IEnumerable<FindingPart> Surroundings(InjectorHealth health)
    {
        if (health.LinkPercent > MaxLinkPercent)
            yield return Invalid(FindingId.Bandwidth, $"a network link was {health.LinkPercent:0} % full, limit {MaxLinkPercent} %");
        if (health.Unreadable is { } problem)
            yield return Invalid(FindingId.HealthUnknown, $"the injector's health could not be read: {problem}");
        if (health.ClockStepMs > MaxClockStepMilliseconds)
        {
            yield return Invalid(FindingId.Clock, $"the wall clock jumped by {health.ClockStepMs:0} ms during the run, limit {MaxClockStepMilliseconds} ms");
        }
    }
}
