using PspLoad.Core.Results;

namespace PspLoad.Runs;

/// <summary>What the reconciliation found.</summary>
/// <param name="Part">null where there was nothing to compare with</param>
/// <param name="Findings">what was not compared and why, and how the client reached its answers</param>
public sealed record BooksOutcome(ReconciliationPart? Part, IReadOnlyList<FindingPart> Findings);
