using PspLoad.Capacity.Bottlenecks;
using PspLoad.Capacity.Search;
using PspLoad.Core.Results;

namespace PspLoad.Capacity.Results;

/// <summary>A capacity run as stored in <c>capacity.json</c> (schemaVersion 1).</summary>
public sealed record CapacityDocument
{
    public const int CurrentSchema = 1;

    public int SchemaVersion { get; init; } = CurrentSchema;

    public required string Scenario { get; init; }

    public required string Environment { get; init; }

    public required string Engine { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required double DurationSeconds { get; init; }

    /// <summary>Flow name → weight.</summary>
    public required IReadOnlyDictionary<string, double> Flows { get; init; }

    /// <summary>Arrivals are independent of each other.</summary>
    public required bool PoissonArrivals { get; init; }

    /// <summary>The objectives of every trial.</summary>
    public required IReadOnlyList<string> Objectives { get; init; }

    public required double FullLengthSeconds { get; init; }

    /// <summary>Largest relative gap allowed between the passing and the failing rate.</summary>
    public required double Precision { get; init; }

    public required int Confirmations { get; init; }

    public required SearchResult Search { get; init; }

    public required Bottleneck Bottleneck { get; init; }

    /// <summary>Null if no sweep was run.</summary>
    public required ScalabilityPart? Scalability { get; init; }

    public required IReadOnlyList<DegradedPart> Degraded { get; init; }

    /// <summary>Null if not specified.</summary>
    public required double? RequiredPeak { get; init; }

    public required IReadOnlyList<HostPart> Hosts { get; init; }

    /// <summary>Money violations in all trials together, and in the second look at the books after them.</summary>
    public required long Violations { get; init; }

    /// <summary>What the second look at the books did not compare, and what the PSP had not finished by then.</summary>
    public IReadOnlyList<FindingPart> Findings
    {
        // Files of earlier versions have none.
        get => field ?? [];
        init;
    }

    public required int ExitCode { get; init; }

    public required ProvenancePart Provenance { get; init; }

    /// <summary>SHA-256 of every raw file, by its path relative to this folder.</summary>
    public required IReadOnlyDictionary<string, string> Hashes { get; init; }
}
