using PspLoad.Core.Errors;
using PspLoad.Core.Results;

namespace PspLoad.Core.Runs.Verdicts;

/// <summary>The rules of the verdict on a run. Money takes precedence over validity, and validity over thresholds.</summary>
public static class VerdictRules
{
    /// <param name="findings">a finding of severity <see cref="Severity.Invalid"/> makes the figures invalid</param>
    /// <param name="thresholds">thresholds with their results</param>
    /// <param name="books">null if nothing was compared</param>
    /// <param name="interrupted">by the user</param>
    public static VerdictPart Judge(IReadOnlyList<FindingPart> findings, IReadOnlyList<ThresholdPart> thresholds, ReconciliationPart? books, bool interrupted)
    {
        var validity = findings.Any(finding => finding.Severity == Severity.Invalid) ? ValidityVerdict.Invalid : ValidityVerdict.Valid;
        var met = thresholds.All(threshold => threshold.Passed) ? ThresholdsVerdict.Passed : ThresholdsVerdict.Failed;
        var money = books is null ? BooksVerdict.NotRun : BooksOf(Violations(books));
        return new VerdictPart
        {
            Validity = validity,
            Thresholds = met,
            Reconciliation = money,
            ExitCode = (int)ExitCodeOf(money, validity, met, interrupted),
            Findings = findings,
        };
    }

    /// <summary>The exit code of every command that drives load or compares books.</summary>
    /// <param name="money">5 if money is not accounted for, whatever else happened</param>
    /// <param name="validity">4 if the figures are invalid</param>
    /// <param name="thresholds">1 if a threshold was not met</param>
    /// <param name="interrupted">130 if the user ended the run; the figures cover only a part, so they are not judged</param>
    public static ExitCode ExitCodeOf(BooksVerdict money, ValidityVerdict validity, ThresholdsVerdict thresholds, bool interrupted) =>
        (money, interrupted, validity, thresholds) switch
        {
            (BooksVerdict.Violated, _, _, _) => ExitCode.ReconciliationViolated,
            (_, true, _, _) => ExitCode.Interrupted,
            (_, _, ValidityVerdict.Invalid, _) => ExitCode.RunInvalid,
            (_, _, _, ThresholdsVerdict.Failed) => ExitCode.ThresholdFailed,
            _ => ExitCode.Passed,
        };

    /// <param name="violations">operations whose money is not accounted for</param>
    public static BooksVerdict BooksOf(long violations) => violations == 0 ? BooksVerdict.Clean : BooksVerdict.Violated;

    /// <summary>Number of operations with a money violation. Books that do not balance or do not agree count as one each.</summary>
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
}
