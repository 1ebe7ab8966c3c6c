namespace PspLoad.Core.Results;

/// <summary>What a fault did to the load. Seconds; "after" means since the injection.</summary>
public sealed record FaultPart
{
    /// <summary>As in the scenario, for example <c>kill-active-application</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Host it was injected on.</summary>
    public required string Target { get; init; }

    /// <summary>Since the measured phase began, on the injector's clock.</summary>
    public required double InjectedAtSeconds { get; init; }

    /// <summary>The injection took place within ± this.</summary>
    public required double UncertaintySeconds { get; init; }

    /// <summary>Since the measured phase began; null for a fault that needs no undoing.</summary>
    public double? UndoneAtSeconds { get; init; }

    /// <summary>Null when no error followed.</summary>
    public required double? FirstErrorAfterSeconds { get; init; }

    /// <summary>Null when no error followed.</summary>
    public required double? LastErrorAfterSeconds { get; init; }

    /// <summary>First moment after which a whole second met the recovery criterion; 0 when it was never missed, null when it never came back.</summary>
    public required double? RecoveredAfterSeconds { get; init; }

    /// <summary>Iterations that failed between injection and recovery.</summary>
    public required long FailedInWindow { get; init; }

    /// <summary>Iterations without an answer between injection and recovery.</summary>
    public required long IndeterminateInWindow { get; init; }

    /// <summary>Iterations in the window that completed slower than the recovery criterion allows.</summary>
    public required long SlowInWindow { get; init; }

    /// <summary>The most by which completed iterations fell behind the target rate in the window.</summary>
    public required long MissingInWindow { get; init; }
}
