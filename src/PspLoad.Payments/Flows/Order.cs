using PspLoad.Payments.Client;
using PspLoad.Payments.Data;
using PspLoad.Payments.Stories;

namespace PspLoad.Payments.Flows;

/// <summary>
/// One order and the requests that can be made for it. Each request gets its own idempotency key, derived from the order:
/// <c>ORDER.1-authorize</c>, <c>ORDER.2-capture</c>.
/// </summary>
/// <param name="shop">the shop that got the order</param>
/// <param name="id">unique in the run</param>
/// <param name="data">amount and currency</param>
public sealed class Order(Shop shop, string id, OrderData data)
{
    private int _asked;
    private Effect _begun = Effect.Sale;

    public string Id => id;

    /// <summary>Minor units.</summary>
    public long Amount => data.Amount;

    public string Currency => data.Currency;

    /// <summary>The PSP's id; null before the first answer.</summary>
    public string? PaymentId { get; internal set; }

    /// <summary>Stores a card and gives a token.</summary>
    /// <param name="card">name of a test card</param>
    public Intent Token(string card) => Begin(PspOperations.Token, Effect.None, 0, card);

    /// <summary>Authorises and captures in one step.</summary>
    /// <param name="source">token, or name of a test card</param>
    public Intent Sale(string source) => Begin(PspOperations.Sale, Effect.Sale, Amount, source);

    /// <summary>A sale whose cardholder is challenged in any case, as with the first payment of a card that is stored for later ones.</summary>
    /// <param name="source">token, or name of a test card</param>
    public Intent ChallengedSale(string source) => Begin(PspOperations.ChallengedSale, Effect.Sale, Amount, source);

    /// <summary>A sale without the customer: the next period of a subscription.</summary>
    /// <param name="token">the stored card</param>
    public Intent MerchantSale(string token) => Begin(PspOperations.MerchantSale, Effect.Sale, Amount, token);

    /// <summary>Holds the amount.</summary>
    /// <param name="source">token, or name of a test card</param>
    public Intent Authorize(string source) => Begin(PspOperations.Authorize, Effect.Authorize, Amount, source);

    /// <summary>The cardholder passes the challenge of a sale or an authorisation.</summary>
    public Intent Authenticate() => Continue(PspOperations.Authenticate, _begun, Amount);

    /// <summary>The cardholder fails the challenge.</summary>
    public Intent FailAuthentication() => Continue(PspOperations.FailAuthentication, Effect.None, Amount);

    /// <summary>Captures all or part of the held amount.</summary>
    /// <param name="amount">minor units</param>
    public Intent Capture(long amount) => Continue(PspOperations.Capture, Effect.Capture, amount);

    /// <summary>Releases the held amount.</summary>
    public Intent Void() => Continue(PspOperations.Void, Effect.Void, Amount);

    /// <summary>Refunds all or part of the captured amount.</summary>
    /// <param name="amount">minor units</param>
    public Intent Refund(long amount) => Continue(PspOperations.Refund, Effect.Refund, amount);

    /// <summary>Forgets the payment. The next request begins a new one.</summary>
    public void StartAgain() => PaymentId = null;

    private Intent Begin(string operation, Effect effect, long amount, string source)
    {
        _begun = effect;
        return Ask(operation, effect, null, amount, source);
    }

    private Intent Continue(string operation, Effect effect, long amount) =>
        Ask(operation, effect, PaymentId ?? throw new InvalidOperationException($"{operation} before there is a payment"), amount, null);

    private Intent Ask(string operation, Effect effect, string? payment, long amount, string? source) =>
        new(id, shop.Psp.Now, $"{id}.{++_asked}-{operation}", operation, effect, payment, amount, Currency, source);
}
