using PspLoad.Core.Results;

namespace PspLoad.Core.Runs;

/// <summary>What an engine measured, in the shape of <c>run.json</c>.</summary>
public record LoadOutcome
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

    /// <summary>What each fault did to the load; empty when nothing was broken.</summary>
    public IReadOnlyList<FaultPart> Faults { get; init; } = [];

    /// <summary>Why the figures mean nothing; empty when they can be believed.</summary>
    public required IReadOnlyList<FindingPart> InvalidReasons { get; init; }

    /// <summary>What a reader should know about how the figures were taken; they can be believed all the same.</summary>
    public IReadOnlyList<FindingPart> Remarks { get; init; } = [];

    /// <summary>Of the whole measured phase.</summary>
    public required ILoadFigures Figures { get; init; }

    /// <summary>Of the seconds that no fault disturbed.</summary>
    public ILoadFigures FiguresOutsideFaults { get; init; } = ILoadFigures.NotMeasured;
}
