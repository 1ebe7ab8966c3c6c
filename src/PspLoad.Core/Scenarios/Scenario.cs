using PspLoad.Core.Thresholds;

namespace PspLoad.Core.Scenarios;

/// <summary>
/// WHAT a run does: flows, load, faults and thresholds. Read from <c>scenarios/NAME.yaml</c>, with the changes from the command line.
/// </summary>
public sealed record Scenario
{
    /// <summary>Name of the file, without extension.</summary>
    public required string Name { get; init; }

    /// <summary>Flow name → weight: shares of iterations, in the order of the file.</summary>
    public required IReadOnlyDictionary<string, double> Flows { get; init; }

    public required ScenarioLoad Load { get; init; }

    /// <summary>Longest wait for one answer. After it the payment is indeterminate.</summary>
    public required TimeSpan Timeout { get; init; }

    /// <summary>Factor on the think time of flows; 0 for none.</summary>
    public required double ThinkTime { get; init; }

    public required RecoveryCriterion Recovery { get; init; }

    public required IReadOnlyList<Threshold> Thresholds { get; init; }

    /// <summary>In chronological order.</summary>
    public required IReadOnlyList<PlannedFault> Faults { get; init; }

    public required int Seed { get; init; }
}
