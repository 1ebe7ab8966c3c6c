namespace PspLoad.LyingPsp.State;

/// <summary>What an operation writes into the ledger and asks of the acquirer: docs/reference-psp.md, "States and postings".</summary>
internal static class Postings
{
    /// <summary>What the acquirer owes; the settlement file has its sides.</summary>
    public const string Receivable = "acquirer_receivable";

    private const string Held = "acquirer_authorized",
        HeldFor = "merchant_authorized",
        Payable = "merchant_payable";

    /// <param name="payment">the payment before the operation</param>
    /// <param name="reference">of the operation</param>
    /// <param name="verb">what it does</param>
    /// <param name="amount">minor units</param>
    /// <param name="kind">the operation's kind in the ledger; null for the usual one</param>
    public static IReadOnlyList<LedgerSide> Of(Payment payment, string reference, Verb verb, long amount, string? kind = null)
    {
        return verb switch
        {
            Verb.Sale => Pair(Receivable, Payable),
            Verb.Authorize => Pair(Held, HeldFor),
            Verb.Capture => [.. Pair(HeldFor, Held), .. Pair(Receivable, Payable)],
            Verb.Void => Pair(HeldFor, Held),
            Verb.Refund or Verb.Chargeback => Pair(Payable, Receivable),
            _ => [],
        };

        LedgerSide[] Pair(string debited, string credited) => [Side(debited, amount, 0), Side(credited, 0, amount)];

        LedgerSide Side(string account, long debit, long credit) =>
            new(reference, payment.Id, payment.OrderId, payment.Merchant, kind ?? KindOf(verb), account, debit, credit, payment.Currency);
    }

    /// <inheritdoc cref="Of" path="/param"/>
    public static BookLine LineOf(Payment payment, string reference, Verb verb, long amount) =>
        new(
            verb switch
            {
                Verb.Sale => "sale",
                Verb.Authorize => "authorize",
                Verb.Capture => "capture",
                Verb.Void => "void",
                Verb.Chargeback => "chargeback",
                _ => "refund",
            },
            reference,
            verb is Verb.Sale or Verb.Authorize ? null : payment.BegunBy,
            payment.OrderId,
            amount,
            payment.Currency
        )
        {
            Card = verb is Verb.Sale or Verb.Authorize or Verb.Chargeback ? $"{payment.Bin}******{payment.Last4}" : null,
        };

    private static string KindOf(Verb verb) =>
        verb switch
        {
            Verb.Capture => "capture",
            Verb.Void => "void",
            Verb.Refund => "refund",
            Verb.Chargeback => "chargeback",
            _ => "payment",
        };
}
