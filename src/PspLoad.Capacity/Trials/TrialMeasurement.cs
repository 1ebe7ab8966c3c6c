using PspLoad.Core.Results;

namespace PspLoad.Capacity.Trials;

/// <summary>The raw measurements of one trial, before it is judged.</summary>
public sealed record TrialMeasurement
{
    /// <summary>Actual arrivals per second. With independent arrivals they differ slightly from the requested rate.</summary>
    public required double TargetTps { get; init; }

    /// <summary>Iterations per second that completed within the trial. Iterations drained afterwards do not count: they were a backlog.</summary>
    public required double AchievedTps { get; init; }

    public required IReadOnlyList<TrialSecond> Seconds { get; init; }

    public required IReadOnlyList<ThresholdPart> Thresholds { get; init; }

    /// <summary>True if no money violation was found; null if nothing was compared.</summary>
    public required bool? MoneyIsClean { get; init; }

    /// <summary>Why the figures are invalid; empty if they are valid.</summary>
    public required IReadOnlyList<FindingPart> InvalidReasons { get; init; }

    /// <summary>CPU time that the hypervisor took from the injector's machine; 0 if not measured.</summary>
    public double StealPercent { get; init; }

    /// <summary>Why the trial was stopped early: it had already failed. Null if it ran to its end.</summary>
    public string? EndedEarly { get; init; }
}
