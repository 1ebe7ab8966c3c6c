using PspLoad.Core.Results;

namespace PspLoad.Core.Runs;

/// <summary>The measurements of an engine, in the structure of <c>run.json</c>.</summary>
public record LoadOutcome
{
    /// <summary>When the measured phase began, UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Length of the measured phase; shorter than planned if it was interrupted.</summary>
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

    /// <summary>Effect of each fault on the load; empty if nothing was broken.</summary>
    public IReadOnlyList<FaultPart> Faults { get; init; } = [];

    /// <summary>Why the figures are invalid; empty if they are valid.</summary>
    public required IReadOnlyList<FindingPart> InvalidReasons { get; init; }

    /// <summary>What a reader should know about how the figures were taken. They are valid nevertheless.</summary>
    public IReadOnlyList<FindingPart> Remarks { get; init; } = [];

    /// <summary>Figures of the whole measured phase.</summary>
    public required ILoadFigures Figures { get; init; }

    /// <summary>Figures of the seconds that no fault disturbed.</summary>
    public ILoadFigures FiguresOutsideFaults { get; init; } = ILoadFigures.NotMeasured;
}
