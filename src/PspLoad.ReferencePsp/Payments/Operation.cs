namespace PspLoad.ReferencePsp.Payments;

/// <summary>The work of one idempotency key. Its id is the reference at the acquirer, so a key is charged at most once.</summary>
/// <param name="Id">UUIDv7</param>
/// <param name="MerchantId">owner of the key</param>
/// <param name="IdempotencyKey">at most 64 characters, unique per merchant</param>
/// <param name="RequestHash">keyed hash of the request without its CVC; tells a repetition from another request with the same key; null: deleted</param>
/// <param name="Kind">what the client asked for</param>
/// <param name="Message">what the acquirer is asked for</param>
/// <param name="PaymentId">null for a token</param>
/// <param name="Amount">minor units</param>
public sealed record Operation(
    Guid Id,
    ushort MerchantId,
    string IdempotencyKey,
    byte[]? RequestHash,
    OperationKind Kind,
    AcquirerMessage Message,
    Guid? PaymentId,
    long Amount
);

/// <summary>What a POST or a message of the acquirer does. One idempotency key is one operation.</summary>
public enum OperationKind
{
    Token,
    Payment,
    Authentication,
    Capture,
    Void,
    Refund,

    /// <summary>The acquirer starts it.</summary>
    Chargeback,
}

/// <summary>Pending until the outcome is stored; final afterwards.</summary>
public enum OperationStatus
{
    Pending,
    Succeeded,
    Declined,
    Failed,
}

/// <summary>What an operation asks the acquirer for.</summary>
public enum AcquirerMessage
{
    None,
    Authorize,
    Sale,
    Capture,
    Void,
    Refund,
}

/// <summary>Whether an operation may begin, and if not, why.</summary>
public enum TransitionCheck
{
    Legal,

    /// <summary>Another operation on the payment is in progress.</summary>
    Busy,

    /// <summary>The state of the payment does not allow it.</summary>
    Illegal,

    /// <summary>The amount exceeds what is left to capture or refund.</summary>
    TooMuch,
}
