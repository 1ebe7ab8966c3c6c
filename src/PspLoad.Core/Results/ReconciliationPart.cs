namespace PspLoad.Core.Results;

/// <summary>What was compared and what was wrong, in operations. <c>lost</c>: acknowledged and not in the books.</summary>
public sealed record ReconciliationPart
{
    public required long Acknowledged { get; init; }

    public required long Stored { get; init; }

    public required long Lost { get; init; }

    public required long Duplicated { get; init; }

    /// <summary>In the books although nobody asked for it, or it was refused.</summary>
    public required long Phantom { get; init; }

    public required long AmountMismatch { get; init; }

    public required long StateMismatch { get; init; }

    /// <summary>Charged twice at the acquirer.</summary>
    public required long DoubleCharge { get; init; }

    /// <summary>All other violations, by kind.</summary>
    public required IReadOnlyDictionary<ViolationKind, long> Other { get; init; }

    /// <summary>Without an answer at first, and determinate now.</summary>
    public required long IndeterminateResolved { get; init; }

    /// <summary>Still without an answer: a violation.</summary>
    public required long Unresolved { get; init; }

    /// <summary>Σ debits = Σ credits in every currency.</summary>
    public required bool LedgerBalanced { get; init; }

    /// <summary>Primary and replica hold the same; null where there is no replica to compare.</summary>
    public bool? ReplicaAgrees { get; init; }
}
