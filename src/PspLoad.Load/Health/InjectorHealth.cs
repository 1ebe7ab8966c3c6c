using PspLoad.Core.Histograms;

namespace PspLoad.Load.Health;

/// <summary>How the injector fared during the measured phase. Percentages are of the whole machine: 100 = all its cores.</summary>
public sealed record InjectorHealth
{
    /// <summary>A thread that only sleeps is this late: nothing ran.</summary>
    public const double StallMilliseconds = 20;

    /// <summary>Seconds that were watched.</summary>
    public required double Seconds { get; init; }

    /// <summary>CPU of this process.</summary>
    public required double CpuPercent { get; init; }

    /// <summary>CPU of everything on the machine, this process included.</summary>
    public required double MachineCpuPercent { get; init; }

    /// <summary>CPU that the hypervisor gave to others while this machine wanted it.</summary>
    public required double StealPercent { get; init; }

    /// <summary>
    /// Time that this process's threads were ready but waited for a CPU, ÷ the CPU time that they got, in percent. Null where the kernel doesn't count it.
    /// </summary>
    public required double? CpuWaitPercent { get; init; }

    /// <summary>Null where it can't be told apart whose processes ran.</summary>
    public ForeignCpu? Foreign { get; init; }

    /// <summary>Lateness of a thread that only sleeps, 100 times a second: what the machine and the runtime do to any thread here.</summary>
    public required LatencyHistogram HeartbeatLag { get; init; }

    /// <summary>Seconds in heartbeats that were more than <see cref="StallMilliseconds"/> late: nothing ran here then.</summary>
    public required double StalledSeconds { get; init; }

    /// <summary>Total of all GC pauses, ms.</summary>
    public required double GcPauseMs { get; init; }

    /// <summary>Longest GC pause that was seen, ms.</summary>
    public required double GcLongestPauseMs { get; init; }

    /// <summary>Time from queueing to running a work item on the thread pool, ten times a second.</summary>
    public required LatencyHistogram ThreadPoolDelay { get; init; }

    /// <summary>Highest resident set, bytes.</summary>
    public required long PeakRssBytes { get; init; }

    /// <summary>Most open descriptors that were seen.</summary>
    public required long PeakDescriptors { get; init; }

    /// <summary>Descriptors that this process may have.</summary>
    public required long DescriptorLimit { get; init; }

    /// <summary>Mean bytes a second, in and out, of the busiest network interface (loopback counts both ways).</summary>
    public required double NetworkBytesPerSecond { get; init; }

    /// <summary>Highest use of a link whose speed is known, in percent; null when none is.</summary>
    public required double? LinkPercent { get; init; }

    /// <summary>How far the wall clock moved against the monotonic clock, ms: a step by hand or by NTP.</summary>
    public required double ClockStepMs { get; init; }

    /// <summary>Why some of these figures could not be read, or null: then they say less than they seem to.</summary>
    public required string? Unreadable { get; init; }
}

/// <summary>
/// CPU that went to processes other than the injector and the system under test, in the seconds of the measured phase in which the machine had none left. What
/// others take while there is enough for all disturbs nobody.
/// </summary>
/// <param name="Percent">of the whole machine over the whole phase: 100 = all its cores all the time</param>
/// <param name="SaturatedPercent">of the phase in which the machine was at least <see cref="SaturatedCpuPercent"/> busy</param>
/// <param name="Most">the processes that took most, at most three, such as <c>yes (1234) 50 %</c></param>
public sealed record ForeignCpu(double Percent, double SaturatedPercent, IReadOnlyList<string> Most)
{
    /// <summary>From this load on, the machine takes from one process what it gives to another.</summary>
    public const double SaturatedCpuPercent = 95;
}
