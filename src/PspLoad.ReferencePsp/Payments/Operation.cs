namespace PspLoad.ReferencePsp.Payments;

/// <summary>One idempotency key's work: its id is the reference at the acquirer, so that a key can be charged once.</summary>
/// <param name="Id">UUIDv7</param>
/// <param name="MerchantId">whose key</param>
/// <param name="IdempotencyKey">≤64 characters, unique per merchant</param>
/// <param name="RequestHash">see <see cref="Api.RequestHash"/></param>
/// <param name="Kind">what was asked for</param>
/// <param name="Message">what the acquirer is told</param>
/// <param name="PaymentId">null for a token</param>
/// <param name="Amount">minor units</param>
public sealed record Operation(
    Guid Id,
    ushort MerchantId,
    string IdempotencyKey,
    byte[] RequestHash,
    OperationKind Kind,
    AcquirerMessage Message,
    Guid? PaymentId,
    long Amount
);
