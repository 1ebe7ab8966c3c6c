namespace PspLoad.Core.Results;

/// <summary>
/// One run, as <c>run.json</c> keeps it (schemaVersion 1). Numbers are raw, in the unit that the name says; times of the run are seconds since the measured
/// phase began.
/// </summary>
public sealed record RunDocument
{
    public const int CurrentSchema = 1;

    public int SchemaVersion { get; init; } = CurrentSchema;

    /// <summary>Name of the scenario file, without extension.</summary>
    public required string Scenario { get; init; }

    /// <summary>Name of the environment, or <c>target</c> where only a URL was given.</summary>
    public required string Environment { get; init; }

    /// <summary><c>embedded</c> or <c>nbomber</c>.</summary>
    public required string Engine { get; init; }

    /// <summary>k6's name of the executor.</summary>
    public required string Executor { get; init; }

    public required int Seed { get; init; }

    /// <summary>When the measured phase began, UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Of the measured phase.</summary>
    public required double DurationSeconds { get; init; }

    /// <summary>Stopped by the user before its time.</summary>
    public bool Interrupted { get; init; }

    public required VerdictPart Verdict { get; init; }

    public required ArrivalsPart Arrivals { get; init; }

    /// <summary>Of the warm-up, which is measured apart.</summary>
    public required ArrivalsPart WarmUpArrivals { get; init; }

    public required ThroughputPart Throughput { get; init; }

    /// <summary>End − intended start, all outcomes.</summary>
    public required TimesPart ResponseTimeMs { get; init; }

    /// <summary>End − actual start, all outcomes.</summary>
    public required TimesPart ServiceTimeMs { get; init; }

    /// <summary>Actual − intended start.</summary>
    public required TimesPart InjectorLagMs { get; init; }

    public required IReadOnlyList<FlowPart> Flows { get; init; }

    /// <summary>In the order of injection; empty when nothing was broken.</summary>
    public required IReadOnlyList<FaultPart> Faults { get; init; }

    /// <summary>Null where the run had nothing to reconcile with; the verdict then says <c>NOT RUN</c>.</summary>
    public required ReconciliationPart? Reconciliation { get; init; }

    public required IReadOnlyList<ThresholdPart> Thresholds { get; init; }

    /// <summary>Null when the run ended before its measured phase.</summary>
    public required InjectorPart? Injector { get; init; }

    /// <summary>Hosts of the environment; empty for a bare target.</summary>
    public required IReadOnlyList<HostPart> Hosts { get; init; }

    public required ProvenancePart Provenance { get; init; }
}
