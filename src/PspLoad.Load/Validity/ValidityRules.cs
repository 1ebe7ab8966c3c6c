using PspLoad.Core.Load;
using PspLoad.Core.Results;
using PspLoad.Load.Health;
using PspLoad.Load.Plans;
using PspLoad.Load.Results;

namespace PspLoad.Load.Validity;

/// <summary>
/// Decides whether a run says something about the server or only about a disturbed injector. Each limit bounds how much of a reported
/// figure the injector
/// may have made; docs/measurement.md gives the reasons.
/// </summary>
public static class ValidityRules
{
    /// <summary>A tenth of the usual threshold of 100 ms for "noticeable".</summary>
    public const double MaxLagP99Milliseconds = 10;

    /// <summary>Stalls of 0.5 % of the time put half of what the 99th percentile looks at beyond it.</summary>
    public const double MaxStalledPercent = 0.5;

    /// <summary>One stall this long shows in any run's maximum and in every time to recover.</summary>
    public const double MaxStallMilliseconds = 250;

    /// <summary>Only where the kernel doesn't count waiting: a busy machine alone says little about who had to wait.</summary>
    public const double MaxMachineCpuPercent = 95;
    public const double MaxOwnCpuPercent = 80;
    public const double MaxStealPercent = 5;

    /// <summary>
    /// Waiting ÷ running of this process's threads. Beside a server or a compiler that fills the same cores it is 50 to 500 %; beside as
    /// many processes
    /// that never sleep as there are cores it passes 1,000 %, also where the scheduler so favours wake-ups that lateness stays small.
    /// </summary>
    public const double MaxCpuWaitPercent = 800;

    /// <summary>A tenth of the machine: what it could do at most comes out a tenth too low. The daemons of an idle machine take less than 1
    /// %.</summary>
    public const double MaxForeignCpuPercent = 10;
    public const double MaxGcPausePercent = 1;
    public const double MaxGcPauseMilliseconds = 50;
    public const double MaxThreadPoolDelayMilliseconds = 250;
    public const double MaxLinkPercent = 80;
    public const double MaxClockStepMilliseconds = 50;

    /// <summary>Every reason that applies; none means VALID.</summary>
    /// <param name="result">counts, times and health of the run</param>
    /// <param name="targetIsLocal">the target shares this machine's CPUs, so that a saturated closed load fills them by design</param>
    /// <param name="observerFailure">why the output of the run is incomplete, if it is</param>
    public static IReadOnlyList<ValidityReason> Judge(LoadResult result, bool targetIsLocal, Exception? observerFailure)
    {
        var reasons = new List<ValidityReason>();
        Accounting(result, reasons);
        if (observerFailure is not null)
            reasons.Add(new("output", $"the output is incomplete: {observerFailure.Message}"));
        if (result.Health is { } health)
        {
            var fillsTheMachine = targetIsLocal && result.Model is ClosedModel;
            Lateness(result, health, fillsTheMachine, reasons);
            Cpu(health, fillsTheMachine, reasons);
            Surroundings(health, reasons);
        }
        return reasons;
    }

    private static void Accounting(LoadResult result, List<ValidityReason> reasons)
    {
        foreach (var (phase, name) in new[] { (result.Measured, "measured phase"), (result.WarmUp, "warm-up") })
        {
            if (!phase.Arrivals.Balances)
                reasons.Add(new("accounting", $"{name}: {phase.Arrivals} does not add up; this is a defect of the engine"));
        }
        foreach (var error in result.Measured.Errors.Where(error => error.Kind.IsInjectorsOwn()))
        {
            reasons.Add(
                new(
                    error.Kind == ErrorKind.InjectorLimit ? "injector-limit" : "flow-fault",
                    $"{error.Count} × {error.Kind.Label()}: {string.Join("; ", error.Examples)}"
                )
            );
        }
    }

    private static void Lateness(LoadResult result, InjectorHealth health, bool fillsTheMachine, List<ValidityReason> reasons)
    {
        var lag = result.Measured.Times.Lag.Quantile(0.99) / 1000.0;
        if (lag > MaxLagP99Milliseconds)
        {
            reasons.Add(
                new("lag", $"arrivals started late: injector lag p99 {lag:0.0} ms, limit {MaxLagP99Milliseconds} ms; lower the rate or free the machine")
            );
        }

        var stalled = 100 * health.StalledSeconds / Math.Max(health.Seconds, 1e-9);
        var longest = health.HeartbeatLag.Max / 1000.0;
        var culprit = health.StealPercent >= InjectorPart.NotableStealPercent ? $"; the hypervisor took {health.StealPercent:0.0} % of the CPU meanwhile" : "";
        if (longest > MaxStallMilliseconds)
            reasons.Add(new("stall", $"the injector stood still for {longest:0} ms, limit {MaxStallMilliseconds} ms{culprit}"));
        else if (stalled > MaxStalledPercent && !fillsTheMachine)
            reasons.Add(new("stall", $"the injector stood still for {stalled:0.0} % of the time, limit {MaxStalledPercent} %{culprit}"));
        var gcPercent = health.GcPauseMs / 10 / Math.Max(health.Seconds, 1e-9);
        if (gcPercent > MaxGcPausePercent || health.GcLongestPauseMs > MaxGcPauseMilliseconds)
        {
            reasons.Add(
                new(
                    "gc",
                    $"garbage collection paused the injector for {gcPercent:0.0} % of the time, longest {health.GcLongestPauseMs:0} ms; limits {MaxGcPausePercent} %, {MaxGcPauseMilliseconds} ms"
                )
            );
        }

        var delay = health.ThreadPoolDelay.Max / 1000.0;
        if (delay > MaxThreadPoolDelayMilliseconds)
            reasons.Add(new("thread-pool", $"a work item waited {delay:0} ms for a thread, limit {MaxThreadPoolDelayMilliseconds} ms; a flow blocks"));
    }

    private static void Cpu(InjectorHealth health, bool fillsTheMachine, List<ValidityReason> reasons)
    {
        if (health.CpuWaitPercent is null && health.MachineCpuPercent > MaxMachineCpuPercent && !fillsTheMachine)
        {
            reasons.Add(
                new(
                    "machine-cpu",
                    $"the machine's CPU was {health.MachineCpuPercent:0} % busy, limit {MaxMachineCpuPercent} %; the injector needs idle CPU to be on time"
                )
            );
        }

        if (health.CpuWaitPercent > MaxCpuWaitPercent)
        {
            reasons.Add(
                new(
                    "cpu-wait",
                    $"the injector's threads waited {health.CpuWaitPercent / 100:0.0} s for a CPU for every second that they ran, limit {MaxCpuWaitPercent / 100} s; other processes take the CPU"
                )
            );
        }

        if (health.Foreign is { Percent: > MaxForeignCpuPercent } foreign)
        {
            reasons.Add(
                new(
                    "foreign-cpu",
                    $"processes that belong neither to the injector nor to the target took {foreign.Percent:0} % of the machine's CPU while it had none left, limit {MaxForeignCpuPercent} %: {string.Join(", ", foreign.Most)}"
                )
            );
        }

        if (health.CpuPercent > MaxOwnCpuPercent)
        {
            reasons.Add(
                new("own-cpu", $"the injector itself used {health.CpuPercent:0} % of the machine's CPU, limit {MaxOwnCpuPercent} %; the figures are its own")
            );
        }

        if (health.StealPercent > MaxStealPercent)
            reasons.Add(new("steal", $"the hypervisor took {health.StealPercent:0.0} % of the CPU, limit {MaxStealPercent} %"));
    }

    private static void Surroundings(InjectorHealth health, List<ValidityReason> reasons)
    {
        if (health.LinkPercent > MaxLinkPercent)
            reasons.Add(new("bandwidth", $"a network link was {health.LinkPercent:0} % full, limit {MaxLinkPercent} %"));
        if (health.Unreadable is { } problem)
            reasons.Add(new("health-unknown", $"the injector's health could not be read: {problem}"));
        if (health.ClockStepMs > MaxClockStepMilliseconds)
            reasons.Add(new("clock", $"the wall clock was set by {health.ClockStepMs:0} ms during the run, limit {MaxClockStepMilliseconds} ms"));
    }
}
