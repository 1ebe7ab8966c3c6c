namespace PspLoad.Payments.Stories;

/// <summary>What the client was told, written as soon as it is known. A key may have several: duplicates, retries, replays after the load.</summary>
/// <param name="OrderId"><inheritdoc cref="StoryRecord" path="/param[@name='OrderId']"/></param>
/// <param name="At">microseconds since 1970, UTC</param>
/// <param name="Key">idempotency key</param>
/// <param name="Kind">what it means</param>
/// <param name="Effect">what was said to have taken place; <see cref="Stories.Effect.None"/> for a payment that waits for its challenge</param>
/// <param name="Status">HTTP status; 0 when there was none</param>
/// <param name="PaymentId">as told; null when it was not</param>
/// <param name="State">the payment's state as told</param>
/// <param name="Amount">minor units, as told; the intent's where the answer names none</param>
/// <param name="Currency">ISO 4217, as told</param>
/// <param name="RequestId">to find the request in the PSP's logs</param>
public sealed record Answer(
    string OrderId,
    long At,
    string Key,
    AnswerKind Kind,
    Effect Effect,
    int Status,
    string? PaymentId,
    string? State,
    long Amount,
    string? Currency,
    string? RequestId
) : StoryRecord(OrderId, At);
