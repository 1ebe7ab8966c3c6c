using PspLoad.Core.Results;
using PspLoad.Payments.Stories;

namespace PspLoad.Payments.Reconciliation;

/// <summary>The totals of a reconciliation, in operations unless the name says otherwise.</summary>
public sealed record ReconciliationResult
{
    /// <summary>Operations that moved money and that the client holds an acknowledgement for.</summary>
    public required long Acknowledged { get; init; }

    /// <summary>Operations in the PSP's books.</summary>
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

/// <summary>One thing that is wrong with one order.</summary>
/// <param name="Kind">what is wrong</param>
/// <param name="OrderId">the order</param>
/// <param name="Message">one sentence with the amounts</param>
/// <param name="Story">everything that the witnesses know of the order, in the order of time</param>
public sealed record Violation(ViolationKind Kind, string OrderId, string Message, IReadOnlyList<StoryRecord> Story);

/// <summary>What one order adds to the totals of the run.</summary>
/// <param name="Acknowledged">see <see cref="ReconciliationResult.Acknowledged"/></param>
/// <param name="Stored">see <see cref="ReconciliationResult.Stored"/></param>
/// <param name="Resolved">see <see cref="ReconciliationResult.IndeterminateResolved"/></param>
internal sealed record OrderCounts(int Acknowledged, int Stored, int Resolved);
