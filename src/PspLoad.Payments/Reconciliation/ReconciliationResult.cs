namespace PspLoad.Payments.Reconciliation;

/// <summary>The sums of a reconciliation. Counts are of operations, except where they say orders.</summary>
public sealed record ReconciliationResult
{
    /// <summary>Operations that the client was told had moved money.</summary>
    public required long Acknowledged { get; init; }

    /// <summary>Operations in the PSP's books.</summary>
    public required long Stored { get; init; }

    /// <summary>Operations that were indeterminate at first and have an answer now.</summary>
    public required long IndeterminateResolved { get; init; }

    public required long Orders { get; init; }

    /// <summary>Number of violations by kind; kinds that did not occur are missing.</summary>
    public required IReadOnlyDictionary<ViolationKind, long> Violations { get; init; }

    /// <summary>Sum of debits equals sum of credits, per currency.</summary>
    public required bool LedgerBalanced { get; init; }

    public bool IsClean => Violations.Count == 0 && LedgerBalanced;

    public long Count(ViolationKind kind) => Violations.GetValueOrDefault(kind);
}
