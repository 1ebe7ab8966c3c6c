using PspLoad.Core.Results;

namespace PspLoad.Core.Runs;

/// <summary>What the reconciliation found.</summary>
/// <param name="Part">null where there was nothing to compare with</param>
/// <param name="Notes">what was not compared and why, one line each</param>
public sealed record BooksOutcome(ReconciliationPart? Part, IReadOnlyList<string> Notes);
