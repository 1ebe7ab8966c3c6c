using System.Text.Json;
using PspLoad.Core.Results;

namespace PspLoad.UnitTests.Core.Results;

/// <summary>The names are part of run.json and violations.ndjson, so they must never change.</summary>
public sealed class ViolationKindTests
{
    [Theory]
    [InlineData(ViolationKind.Lost, "lost")]
    [InlineData(ViolationKind.Duplicated, "duplicated")]
    [InlineData(ViolationKind.Phantom, "phantom")]
    [InlineData(ViolationKind.AmountMismatch, "amount-mismatch")]
    [InlineData(ViolationKind.StateMismatch, "state-mismatch")]
    [InlineData(ViolationKind.ContradictoryAnswers, "contradictory-answers")]
    [InlineData(ViolationKind.DoubleCharge, "double-charge")]
    [InlineData(ViolationKind.UnbookedCharge, "unbooked-charge")]
    [InlineData(ViolationKind.MissingCharge, "missing-charge")]
    [InlineData(ViolationKind.UnbalancedLedger, "unbalanced-ledger")]
    [InlineData(ViolationKind.OverdrawnPayment, "overdrawn-payment")]
    [InlineData(ViolationKind.Unresolved, "unresolved")]
    [InlineData(ViolationKind.Unnotified, "unnotified")]
    [InlineData(ViolationKind.ContradictoryWebhooks, "contradictory-webhooks")]
    public void A_kind_has_one_name_in_messages_and_files(ViolationKind kind, string name)
    {
        var line = JsonSerializer.Serialize(new ViolationLine(kind, "o", "m", null, null, []), ResultsJson.Default.ViolationLine);

        Assert.Equal(name, kind.Name());
        Assert.StartsWith($$"""{"kind":"{{name}}",""", line, StringComparison.Ordinal);
        Assert.Equal(kind, JsonSerializer.Deserialize(line, ResultsJson.Default.ViolationLine)!.Kind);
    }

    [Fact]
    public void Every_kind_has_a_name() => Assert.All(Enum.GetValues<ViolationKind>(), kind => Assert.NotEmpty(kind.Name()));

    [Fact]
    public void The_other_violations_of_a_run_have_the_same_names()
    {
        var part = new ReconciliationPart
        {
            Acknowledged = 1,
            Stored = 1,
            Lost = 0,
            Duplicated = 0,
            Phantom = 0,
            AmountMismatch = 0,
            StateMismatch = 0,
            DoubleCharge = 0,
            Other = new Dictionary<ViolationKind, long> { [ViolationKind.MissingCharge] = 2 },
            IndeterminateResolved = 0,
            Unresolved = 0,
            LedgerBalanced = true,
        };

        var json = JsonSerializer.Serialize(part, ResultsJson.Default.ReconciliationPart);

        Assert.Contains(""" "other":{"missing-charge":2},""".Trim(), json, StringComparison.Ordinal);
        Assert.Equal(2, JsonSerializer.Deserialize(json, ResultsJson.Default.ReconciliationPart)!.Other[ViolationKind.MissingCharge]);
    }
}
