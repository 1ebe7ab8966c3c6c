using PspLoad.Capacity.Search;
using PspLoad.Core.Bottlenecks;
using PspLoad.Core.Scenarios;

namespace PspLoad.Runs.Capacity;

/// <summary>What a capacity run was asked to do.</summary>
public sealed record CapacityPlan
{
    /// <summary>Flows, thresholds and arrivals. Its rate is that of the first trial; its duration is the full length.</summary>
    public required Scenario Scenario { get; init; }

    public required SearchGoal Goal { get; init; }

    /// <summary>Folder of all results.</summary>
    public required string Results { get; init; }

    /// <summary>Pause before each trial.</summary>
    public required TimeSpan Settle { get; init; }

    /// <summary>Numbers of virtual users for the scalability law; if empty, none is fitted.</summary>
    public IReadOnlyList<int> Sweep { get; init; } = [];

    /// <summary>Searches with a part out of service; may be empty.</summary>
    public IReadOnlyList<Degradation> Degradations { get; init; } = [];

    /// <summary>When a figure of a host shows a bottleneck.</summary>
    public required IReadOnlyList<BottleneckRule> Bottlenecks { get; init; }

    /// <summary>Iterations per second that the system must carry; null if not specified.</summary>
    public double? RequiredPeak { get; init; }

    /// <summary>Keeps what the run brought up.</summary>
    public bool Keep { get; init; }
}
