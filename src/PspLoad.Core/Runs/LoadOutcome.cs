using PspLoad.Core.Results;
using PspLoad.Core.Thresholds;

namespace PspLoad.Core.Runs;

/// <summary>What an engine measured, in the shape of <c>run.json</c>.</summary>
public sealed record LoadOutcome
{
    /// <summary>When the measured phase began, UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Of the measured phase; shorter than planned when it was interrupted.</summary>
    public required double DurationSeconds { get; init; }

    public required bool Interrupted { get; init; }

    public required ArrivalsPart Arrivals { get; init; }

    public required ArrivalsPart WarmUpArrivals { get; init; }

    public required ThroughputPart Throughput { get; init; }

    public required TimesPart ResponseTimeMs { get; init; }

    public required TimesPart ServiceTimeMs { get; init; }

    public required TimesPart InjectorLagMs { get; init; }

    public required IReadOnlyList<FlowPart> Flows { get; init; }

    public required InjectorPart? Injector { get; init; }

    /// <summary>What each fault did to the load.</summary>
    public required IReadOnlyList<FaultPart> Faults { get; init; }

    /// <summary>Why the figures mean nothing; empty when they do.</summary>
    public required IReadOnlyList<FindingPart> InvalidReasons { get; init; }

    /// <summary>What a reader of the figures should know about how they were taken; they may be believed all the same.</summary>
    public IReadOnlyList<FindingPart> Remarks { get; init; } = [];

    /// <summary>A figure of the whole measured phase, in the unit of the threshold; NaN when nothing was measured.</summary>
    public required Func<Threshold, double> Figure { get; init; }

    /// <summary>The same outside of what faults disturbed.</summary>
    public required Func<Threshold, double> FigureOutsideFaults { get; init; }
}
