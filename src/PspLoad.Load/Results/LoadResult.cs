using PspLoad.Load.Health;
using PspLoad.Load.Plans;

namespace PspLoad.Load.Results;

/// <summary>Everything that is known after a load.</summary>
public sealed record LoadResult
{
    public required LoadModel Model { get; init; }

    public required int Seed { get; init; }

    /// <summary>Wall-clock time at which the measured phase began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    public required PhaseResult Measured { get; init; }

    public required PhaseResult WarmUp { get; init; }

    /// <summary>Null when the run was interrupted before the measured phase began.</summary>
    public required InjectorHealth? Health { get; init; }

    /// <summary>Why the run is INVALID; empty when it is VALID.</summary>
    public required IReadOnlyList<ValidityReason> InvalidReasons { get; init; }

    public bool IsValid => InvalidReasons.Count == 0;

    /// <summary>Stopped before its time by the user.</summary>
    public required bool Interrupted { get; init; }
}
