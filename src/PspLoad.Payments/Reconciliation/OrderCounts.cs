namespace PspLoad.Payments.Reconciliation;

/// <summary>What one order adds to the sums of the run.</summary>
/// <param name="Acknowledged">operations whose money the client was told of</param>
/// <param name="Stored">operations in the PSP's books</param>
/// <param name="Resolved">operations that were indeterminate at first and have an answer now</param>
internal sealed record OrderCounts(int Acknowledged, int Stored, int Resolved);
