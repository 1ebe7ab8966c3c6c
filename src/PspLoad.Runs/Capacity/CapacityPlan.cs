using PspLoad.Capacity.Search;
using PspLoad.Core.Scenarios;

namespace PspLoad.Runs.Capacity;

/// <summary>What a capacity run was asked for.</summary>
public sealed record CapacityPlan
{
    /// <summary>Flows, thresholds, arrivals; its rate is the first trial's, its duration the full length.</summary>
    public required Scenario Scenario { get; init; }

    public required SearchGoal Goal { get; init; }

    /// <summary>Folder of all results.</summary>
    public required string Results { get; init; }

    /// <summary>Pause before each trial.</summary>
    public required TimeSpan Settle { get; init; }

    /// <summary>Numbers of virtual users for the scalability law; empty: none is fitted.</summary>
    public IReadOnlyList<int> Sweep { get; init; } = [];

    /// <summary>Searches with a part out; empty: none.</summary>
    public IReadOnlyList<Degradation> Degradations { get; init; } = [];

    /// <summary>Iterations a second that must be carried; null where nobody said.</summary>
    public double? RequiredPeak { get; init; }

    /// <summary>What the run brought up stays.</summary>
    public bool Keep { get; init; }
}
