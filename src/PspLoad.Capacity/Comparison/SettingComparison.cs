using PspLoad.Core.Results;

namespace PspLoad.Capacity.Comparison;

/// <summary>What a setting costs, as stored in <c>ab.json</c> (schemaVersion 1).</summary>
public sealed record SettingComparison
{
    public const int CurrentSchema = 1;

    public int SchemaVersion { get; init; } = CurrentSchema;

    public required string Scenario { get; init; }

    public required string Environment { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required RoleSetting A { get; init; }

    public required RoleSetting B { get; init; }

    /// <summary>Arrivals per second, the same in all trials.</summary>
    public required double Rate { get; init; }

    public required double LengthSeconds { get; init; }

    /// <summary>Only from pairs in which both trials were VALID.</summary>
    public required IReadOnlyList<PairedFigure> Figures { get; init; }

    /// <summary>Pairs left out because one of their trials was disturbed.</summary>
    public required int PairsLeftOut { get; init; }

    /// <summary>In chronological order: A B, B A, A B, …</summary>
    public required IReadOnlyList<SettingTrial> Trials { get; init; }

    /// <summary>How often the system was still getting faster when the warm-up after a change of setting ended.</summary>
    public int BegunCold { get; init; }

    /// <summary>Includes violations during warm-ups, and in the second look at the books after all trials.</summary>
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
}
