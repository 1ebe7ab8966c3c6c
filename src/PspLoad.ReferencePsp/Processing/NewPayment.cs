using PspLoad.ReferencePsp.Cards;
using PspLoad.ReferencePsp.Merchants;
using PspLoad.ReferencePsp.Payments;

namespace PspLoad.ReferencePsp.Processing;

/// <summary>A valid request for a new payment. Exactly one of token and card is set.</summary>
/// <param name="OrderId">the merchant's name for the order</param>
/// <param name="Amount">minor units</param>
/// <param name="Currency">ISO 4217 code</param>
/// <param name="Capture">when to capture</param>
/// <param name="ReturnUrl">where the cardholder returns after a challenge</param>
/// <param name="Challenge">when to challenge the cardholder</param>
/// <param name="Token">id of a stored card</param>
/// <param name="Card">the card itself</param>
public sealed record NewPayment(
    string OrderId,
    long Amount,
    string Currency,
    CaptureMode Capture,
    string? ReturnUrl,
    ThreeDSecureMode Challenge,
    Guid? Token,
    PaymentCard? Card
);

/// <summary>Who asks, and under which idempotency key.</summary>
/// <param name="Merchant">owner of the key</param>
/// <param name="IdempotencyKey">as sent</param>
/// <param name="RequestHash">keyed hash of method, path and body, without the CVC</param>
public sealed record KeyedRequest(Merchant Merchant, string IdempotencyKey, byte[] RequestHash);
