using PspLoad.Core.Errors;
using PspLoad.Core.Results;

namespace PspLoad.Core.Runs.Verdicts;

/// <summary>What a run says in the end. Money comes before validity, validity before thresholds.</summary>
public static class Verdict
{
    /// <param name="findings">those of severity <c>invalid</c> make the figures mean nothing</param>
    /// <param name="thresholds">as judged</param>
    /// <param name="books">null where nothing was compared</param>
    /// <param name="interrupted">by the user</param>
    public static VerdictPart Of(IReadOnlyList<FindingPart> findings, IReadOnlyList<ThresholdPart> thresholds, ReconciliationPart? books, bool interrupted)
    {
        var valid = findings.All(finding => finding.Severity != Severity.Invalid);
        var passed = thresholds.All(threshold => threshold.Passed);
        var clean = books is null || IsClean(books);
        return new VerdictPart
        {
            Validity = valid ? "VALID" : "INVALID",
            Thresholds = passed ? "PASSED" : "FAILED",
            Reconciliation =
                books is null ? "NOT RUN"
                : clean ? "CLEAN"
                : "VIOLATED",
            ExitCode = (int)ExitCodeOf(clean, interrupted, valid, passed),
            Findings = findings,
        };
    }

    /// <summary>Everything that is wrong with money, in operations; books that don't balance or don't agree count as one each.</summary>
    public static long Violations(ReconciliationPart books) =>
        books.Lost
        + books.Duplicated
        + books.Phantom
        + books.AmountMismatch
        + books.StateMismatch
        + books.DoubleCharge
        + books.Unresolved
        + books.Other.Values.Sum()
        + (books.LedgerBalanced ? 0 : 1)
        + (books.ReplicaAgrees is false ? 1 : 0);

    private static bool IsClean(ReconciliationPart books) => Violations(books) == 0;

    private static ExitCode ExitCodeOf(bool clean, bool interrupted, bool valid, bool passed)
    {
        if (!clean)
            return ExitCode.ReconciliationViolated;
        if (interrupted)
            return ExitCode.Interrupted;
        if (!valid)
            return ExitCode.RunInvalid;
        return passed ? ExitCode.Passed : ExitCode.ThresholdFailed;
    }
}
