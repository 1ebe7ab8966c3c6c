using System.Runtime.InteropServices;
using PspLoad.Payments.Stories;

namespace PspLoad.Payments.Books;

/// <summary>Sums the ledger entries of one operation. Accounts and kinds are those of the reference PSP: docs/reference-psp.md.</summary>
/// <param name="first">the operation's first entry</param>
internal sealed class MovementSum(LedgerEntry first)
{
    private long _debits = first.Debit;
    private long _credits = first.Credit;
    private AccountNets _nets = NetsOf(first);

    public void Add(LedgerEntry entry)
    {
        _debits += entry.Debit;
        _credits += entry.Credit;
        _nets += NetsOf(entry);
    }

    public Movement ToMovement()
    {
        var (effect, amount) = EffectOf(first.Kind, _nets);
        var at = (first.CreatedAt.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
        return new Movement(
            first.OrderId,
            at,
            first.OperationId,
            first.PaymentId,
            effect,
            amount,
            first.Currency,
            _debits,
            CreditsOf(first.Kind, _nets, _debits, _credits)
        );
    }

    /// <param name="kind">the operation's kind in the ledger</param>
    /// <param name="nets">what it adds to the accounts</param>
    public static (Effect Effect, long Amount) EffectOf(string kind, AccountNets nets) =>
        kind switch
        {
            "payment" or "authentication" => nets.Held != 0 ? (Effect.Authorize, nets.Held) : (Effect.Sale, nets.Taken),
            "capture" => (Effect.Capture, nets.Taken),
            "void" => (Effect.Void, -nets.Held),
            "refund" => (Effect.Refund, -nets.Taken),
            "chargeback" => (Effect.Chargeback, -nets.Taken),
            _ => (Effect.None, 0),
        };

    /// <summary>
    /// The credits that count. A sale that is credited to a wrong account balances, but the merchant is never paid, so what is astray does not count.
    /// </summary>
    /// <inheritdoc cref="EffectOf" path="/param"/>
    /// <param name="debits">sum of all debits, minor units</param>
    /// <param name="credits">sum of all credits, minor units</param>
    public static long CreditsOf(string kind, AccountNets nets, long debits, long credits) => debits == credits ? credits - nets.Astray(kind) : credits;

    private static AccountNets NetsOf(LedgerEntry entry)
    {
        var net = entry.Debit - entry.Credit;
        return entry.Account switch
        {
            "acquirer_receivable" => new AccountNets(net, 0, 0, 0),
            "merchant_payable" => new AccountNets(0, -net, 0, 0),
            "acquirer_authorized" => new AccountNets(0, 0, net, 0),
            "merchant_authorized" => new AccountNets(0, 0, 0, -net),
            _ => default,
        };
    }
}

/// <summary>What an operation adds to the reference PSP's accounts, minor units.</summary>
/// <param name="Taken">to what the acquirer owes</param>
/// <param name="Owed">to what the merchant is owed</param>
/// <param name="Held">to what the acquirer holds</param>
/// <param name="HeldFor">to what is held for the merchant</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct AccountNets(long Taken, long Owed, long Held, long HeldFor)
{
    public static AccountNets operator +(AccountNets one, AccountNets other) =>
        new(one.Taken + other.Taken, one.Owed + other.Owed, one.Held + other.Held, one.HeldFor + other.HeldFor);

    /// <summary>
    /// The amount that is not on the accounts of this kind of operation; 0 when the merchant gets what the acquirer gives, and a capture releases its hold.
    /// </summary>
    /// <param name="kind">the operation's kind in the ledger</param>
    public long Astray(string kind)
    {
        var unfit = kind switch
        {
            "payment" or "authentication" => Math.Min(Math.Abs(Taken), Math.Abs(Held)),
            "capture" => Math.Abs(Held + Taken),
            "void" => Math.Abs(Taken),
            _ => 0,
        };
        return Math.Max(unfit, Math.Max(Math.Abs(Taken - Owed), Math.Abs(Held - HeldFor)));
    }
}
