using PspLoad.Core.Results;

namespace PspLoad.Capacity.Comparison;

/// <summary>What a setting costs, as <c>ab.json</c> keeps it (schemaVersion 1).</summary>
public sealed record SettingComparison
{
    public const int CurrentSchema = 1;

    public int SchemaVersion { get; init; } = CurrentSchema;

    public required string Scenario { get; init; }

    public required string Environment { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required RoleSetting A { get; init; }

    public required RoleSetting B { get; init; }

    /// <summary>Arrivals a second, the same in all trials.</summary>
    public required double Rate { get; init; }

    public required double LengthSeconds { get; init; }

    /// <summary>Of pairs of which both trials were VALID.</summary>
    public required IReadOnlyList<PairedFigure> Figures { get; init; }

    /// <summary>Pairs that were left out because a trial of them was disturbed.</summary>
    public required int PairsLeftOut { get; init; }

    /// <summary>In the order of time: A B, B A, A B, …</summary>
    public required IReadOnlyList<SettingTrial> Trials { get; init; }

    /// <summary>How often the system was still becoming faster when its warm-up after a change of the setting ended.</summary>
    public int BegunCold { get; init; }

    /// <summary>Those of warm-ups count as well.</summary>
    public required long Violations { get; init; }

    public required int ExitCode { get; init; }

    public required ProvenancePart Provenance { get; init; }
}
