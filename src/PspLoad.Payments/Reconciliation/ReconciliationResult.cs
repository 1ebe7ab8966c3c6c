using PspLoad.Core.Results;

namespace PspLoad.Payments.Reconciliation;

/// <summary>The totals of a reconciliation, in operations unless the name says otherwise.</summary>
public sealed record ReconciliationResult
{
    /// <summary>Operations that moved money and that the client holds an acknowledgement for.</summary>
    public required long Acknowledged { get; init; }

    /// <summary>Operations in the PSP's books, without chargebacks, which nobody asked for.</summary>
    public required long Stored { get; init; }

    /// <summary>Operations that were indeterminate at first and have a final answer now.</summary>
    public required long IndeterminateResolved { get; init; }

    public required long Orders { get; init; }

    /// <summary>Number of violations per kind; a kind without violations is missing.</summary>
    public required IReadOnlyDictionary<ViolationKind, long> Violations { get; init; }

    /// <summary>In each currency, the sum of debits equals the sum of credits.</summary>
    public required bool LedgerBalanced { get; init; }

    public bool IsClean => Violations.Count == 0 && LedgerBalanced;

    public long Count(ViolationKind kind) => Violations.GetValueOrDefault(kind);
}
