using PspLoad.Payments.Stories;

namespace PspLoad.Payments.Books;

/// <summary>Sums the ledger entries of one operation. Accounts and kinds are those of the reference PSP: docs/reference-psp.md.</summary>
/// <param name="first">the operation's first entry</param>
internal sealed class MovementSum(LedgerEntry first)
{
    private const string Receivable = "acquirer_receivable",
        Held = "acquirer_authorized";

    private long _debits = first.Debit;
    private long _credits = first.Credit;
    private long _taken = Net(first, Receivable);
    private long _held = Net(first, Held);

    public void Add(LedgerEntry entry)
    {
        _debits += entry.Debit;
        _credits += entry.Credit;
        _taken += Net(entry, Receivable);
        _held += Net(entry, Held);
    }

    public Movement ToMovement()
    {
        var (effect, amount) = EffectOf(first.Kind, _taken, _held);
        var at = (first.CreatedAt.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
        return new Movement(first.OrderId, at, first.OperationId, first.PaymentId, effect, amount, first.Currency, _debits, _credits);
    }

    /// <param name="kind">the operation's kind in the ledger</param>
    /// <param name="taken">what it adds to the acquirer's debt, minor units</param>
    /// <param name="held">what it adds to the held amounts, minor units</param>
    public static (Effect Effect, long Amount) EffectOf(string kind, long taken, long held) =>
        kind switch
        {
            "payment" or "authentication" => held != 0 ? (Effect.Authorize, held) : (Effect.Sale, taken),
            "capture" => (Effect.Capture, taken),
            "void" => (Effect.Void, -held),
            "refund" => (Effect.Refund, -taken),
            "chargeback" => (Effect.Chargeback, -taken),
            _ => (Effect.None, 0),
        };

    private static long Net(LedgerEntry entry, string account) => entry.Account == account ? entry.Debit - entry.Credit : 0;
}
