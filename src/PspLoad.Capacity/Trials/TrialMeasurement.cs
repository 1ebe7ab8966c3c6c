using PspLoad.Core.Results;

namespace PspLoad.Capacity.Trials;

/// <summary>What was measured in one trial, before anything is concluded from it.</summary>
public sealed record TrialMeasurement
{
    /// <summary>Arrivals a second that really came: with independent arrivals not quite those that were asked for.</summary>
    public required double TargetTps { get; init; }

    /// <summary>Iterations a second that completed within the trial; those that were drained afterwards were a backlog.</summary>
    public required double AchievedTps { get; init; }

    public required IReadOnlyList<TrialSecond> Seconds { get; init; }

    public required IReadOnlyList<ThresholdPart> Thresholds { get; init; }

    /// <summary>Nothing is wrong with money; null where nothing was compared.</summary>
    public required bool? MoneyIsClean { get; init; }

    /// <summary>Why the figures mean nothing; empty when they do.</summary>
    public required IReadOnlyList<FindingPart> InvalidReasons { get; init; }

    /// <summary>What the hypervisor took of the injector's machine; 0 where nobody looked.</summary>
    public double StealPercent { get; init; }

    /// <summary>Why it was ended before its time: it had failed already; null when it ran to its end.</summary>
    public string? EndedEarly { get; init; }
}
