using PspLoad.Payments.Stories;

namespace PspLoad.Payments.Books;

/// <summary>Adds up the entries of one operation. Accounts and kinds are the reference PSP's: docs/reference-psp.md.</summary>
/// <param name="first">entry</param>
internal sealed class MovementSum(LedgerEntry first)
{
    private const string Receivable = "acquirer_receivable", Held = "acquirer_authorized";

    private long debits = first.Debit;
    private long credits = first.Credit;
    private long taken = Net(first, Receivable);
    private long held = Net(first, Held);

    public void Add(LedgerEntry entry)
    {
        debits += entry.Debit;
        credits += entry.Credit;
        taken += Net(entry, Receivable);
        held += Net(entry, Held);
    }

    public Movement ToMovement()
    {
        var (effect, amount) = first.Kind switch
        {
            "payment" or "authentication" => held != 0 ? (Effect.Authorize, held) : (Effect.Sale, taken),
            "capture" => (Effect.Capture, taken),
            "void" => (Effect.Void, -held),
            "refund" => (Effect.Refund, -taken),
            _ => (Effect.None, 0),
        };
        var at = (first.CreatedAt.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
        return new Movement(first.OrderId, at, first.OperationId, first.PaymentId, effect, amount, first.Currency, debits, credits);
    }

    private static long Net(LedgerEntry entry, string account) => entry.Account == account ? entry.Debit - entry.Credit : 0;
}
