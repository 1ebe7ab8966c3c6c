using PspLoad.Core.Results;

namespace PspLoad.Runs;

/// <summary>Result of the reconciliation.</summary>
/// <param name="Part">null if there was nothing to compare with</param>
/// <param name="Findings">what was not compared and why, and how the client got its answers</param>
public sealed record BooksOutcome(ReconciliationPart? Part, IReadOnlyList<FindingPart> Findings);
