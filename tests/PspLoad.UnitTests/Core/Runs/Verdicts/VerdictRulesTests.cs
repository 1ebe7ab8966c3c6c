using PspLoad.Core.Errors;
using PspLoad.Core.Results;
using PspLoad.Core.Runs.Verdicts;

namespace PspLoad.UnitTests.Core.Runs.Verdicts;

/// <summary>Exit codes by precedence: lost money (5), interrupted (130), invalid (4), threshold missed (1).</summary>
public sealed class VerdictRulesTests
{
    public static TheoryData<bool, bool, bool, bool> All
    {
        get
        {
            var all = new TheoryData<bool, bool, bool, bool>();
            for (var bits = 0; bits < 16; bits++)
                all.Add((bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0, (bits & 8) != 0);
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void The_worst_decides(bool moneyIsMissing, bool interrupted, bool invalid, bool missed)
    {
        var verdict = VerdictRules.Judge(
            invalid ? [new FindingPart(FindingId.Lag, Severity.Invalid, "late")] : [new FindingPart(FindingId.Lab, Severity.Info, "a lab")],
            [new ThresholdPart("p99 < 1s", 2000, !missed)],
            Books(lost: moneyIsMissing ? 1 : 0),
            interrupted
        );

        var expected =
            moneyIsMissing ? ExitCode.ReconciliationViolated
            : interrupted ? ExitCode.Interrupted
            : invalid ? ExitCode.RunInvalid
            : missed ? ExitCode.ThresholdFailed
            : ExitCode.Passed;
        Assert.Equal((int)expected, verdict.ExitCode);
        Assert.Equal(moneyIsMissing ? BooksVerdict.Violated : BooksVerdict.Clean, verdict.Reconciliation);
        Assert.Equal(invalid ? ValidityVerdict.Invalid : ValidityVerdict.Valid, verdict.Validity);
        Assert.Equal(missed ? ThresholdsVerdict.Failed : ThresholdsVerdict.Passed, verdict.Thresholds);
    }

    [Fact]
    public void Without_books_the_reconciliation_did_not_run()
    {
        var verdict = VerdictRules.Judge([], [], null, interrupted: false);

        Assert.Equal((BooksVerdict.NotRun, 0), (verdict.Reconciliation, verdict.ExitCode));
    }

    public static TheoryData<ReconciliationPart> Violated =>
        [
            Books() with
            {
                Lost = 1,
            },
            Books() with
            {
                Duplicated = 1,
            },
            Books() with
            {
                Phantom = 1,
            },
            Books() with
            {
                AmountMismatch = 1,
            },
            Books() with
            {
                StateMismatch = 1,
            },
            Books() with
            {
                DoubleCharge = 1,
            },
            Books() with
            {
                Unresolved = 1,
            },
            Books() with
            {
                LedgerBalanced = false,
            },
            Books() with
            {
                ReplicaAgrees = false,
            },
            Books() with
            {
                Other = new Dictionary<ViolationKind, long> { [ViolationKind.MissingCharge] = 1 },
            },
        ];

    [Theory]
    [MemberData(nameof(Violated))]
    public void Everything_that_is_wrong_with_money_is_a_violation(ReconciliationPart books) =>
        Assert.Equal((int)ExitCode.ReconciliationViolated, VerdictRules.Judge([], [], books, interrupted: false).ExitCode);

    internal static ReconciliationPart Books(long lost = 0) =>
        new()
        {
            Acknowledged = 10,
            Stored = 10 - lost,
            Lost = lost,
            Duplicated = 0,
            Phantom = 0,
            AmountMismatch = 0,
            StateMismatch = 0,
            DoubleCharge = 0,
            Other = new Dictionary<ViolationKind, long>(),
            IndeterminateResolved = 0,
            Unresolved = 0,
            LedgerBalanced = true,
            ReplicaAgrees = true,
        };
}
