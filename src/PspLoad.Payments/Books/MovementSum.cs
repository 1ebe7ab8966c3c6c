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
        var (effect, amount) = first.Kind switch
        {
            "payment" or "authentication" => _held != 0 ? (Effect.Authorize, _held) : (Effect.Sale, _taken),
            "capture" => (Effect.Capture, _taken),
            "void" => (Effect.Void, -_held),
            "refund" => (Effect.Refund, -_taken),
            _ => (Effect.None, 0),
        };
        var at = (first.CreatedAt.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
        return new Movement(first.OrderId, at, first.OperationId, first.PaymentId, effect, amount, first.Currency, _debits, _credits);
    }

    private static long Net(LedgerEntry entry, string account) => entry.Account == account ? entry.Debit - entry.Credit : 0;
}
