using PspLoad.Payments.Client;
using PspLoad.Payments.Data;
using PspLoad.Payments.Stories;

namespace PspLoad.Payments.Flows;

/// <summary>
/// One order and what may be asked of the PSP about it. Every question has a key of its own that follows from the order:
/// <c>ORDER.1-authorize</c>, <c>ORDER.2-capture</c>.
/// </summary>
/// <param name="shop">where it was placed</param>
/// <param name="id">unique in the run</param>
/// <param name="data">amount and currency</param>
public sealed class Order(Shop shop, string id, OrderData data)
{
    private int _asked;

    public string Id => id;

    /// <summary>Minor units.</summary>
    public long Amount => data.Amount;

    public string Currency => data.Currency;

    /// <summary>As the PSP named it; null before the first answer.</summary>
    public string? PaymentId { get; internal set; }

    /// <summary>Keep a card for later.</summary>
    /// <param name="card">name of a test card</param>
    public Intent Token(string card) => Begin(PspOperations.Token, Effect.None, 0, card);

    /// <summary>Take the money at once.</summary>
    /// <param name="source">token, or name of a test card</param>
    public Intent Sale(string source) => Begin(PspOperations.Sale, Effect.Sale, Amount, source);

    /// <summary>Hold the money.</summary>
    /// <param name="source">token, or name of a test card</param>
    public Intent Authorize(string source) => Begin(PspOperations.Authorize, Effect.Authorize, Amount, source);

    /// <summary>The cardholder has passed the challenge of a sale.</summary>
    public Intent Authenticate() => Continue(PspOperations.Authenticate, Effect.Sale, Amount);

    /// <summary>The cardholder has not.</summary>
    public Intent FailAuthentication() => Continue(PspOperations.FailAuthentication, Effect.None, Amount);

    /// <param name="amount">minor units, of what is held</param>
    public Intent Capture(long amount) => Continue(PspOperations.Capture, Effect.Capture, amount);

    /// <summary>Release the whole hold.</summary>
    public Intent Void() => Continue(PspOperations.Void, Effect.Void, Amount);

    /// <param name="amount">minor units, of what was captured</param>
    public Intent Refund(long amount) => Continue(PspOperations.Refund, Effect.Refund, amount);

    /// <summary>The payment came to nothing; what is asked next is about another one.</summary>
    public void StartAgain() => PaymentId = null;

    private Intent Begin(string operation, Effect effect, long amount, string source) => Ask(operation, effect, null, amount, source);

    private Intent Continue(string operation, Effect effect, long amount) =>
        Ask(operation, effect, PaymentId ?? throw new InvalidOperationException($"{operation} before there is a payment"), amount, null);

    private Intent Ask(string operation, Effect effect, string? payment, long amount, string? source) =>
        new(id, shop.Psp.Now, $"{id}.{++_asked}-{operation}", operation, effect, payment, amount, Currency, source);
}
