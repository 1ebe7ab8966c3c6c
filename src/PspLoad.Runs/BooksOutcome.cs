using PspLoad.Core.Results;
using PspLoad.Core.Runs.Verdicts;

namespace PspLoad.Runs;

/// <summary>Result of the reconciliation.</summary>
/// <param name="Part">null if there was nothing to compare with</param>
/// <param name="Findings">what was not compared and why, and how the client got its answers</param>
public sealed record BooksOutcome(ReconciliationPart? Part, IReadOnlyList<FindingPart> Findings)
{
    /// <summary>Number of operations with a money violation; 0 if there was nothing to compare with.</summary>
    public long Violations => Part is null ? 0 : VerdictRules.Violations(Part);
}
