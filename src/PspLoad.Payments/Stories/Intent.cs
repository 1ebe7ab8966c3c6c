namespace PspLoad.Payments.Stories;

/// <summary>
/// What the client is about to ask for, written before the first byte is sent. It holds all that a replay of the key needs, and no card: a
/// source is a token or the
/// name of a test card.
/// </summary>
/// <param name="OrderId"><inheritdoc cref="StoryRecord" path="/param[@name='OrderId']"/></param>
/// <param name="At">microseconds since 1970, UTC</param>
/// <param name="Key">idempotency key; an operation is everything that was said and told under it</param>
/// <param name="Operation">name of the operation at the PSP, for example <c>refund</c></param>
/// <param name="Effect">what it does when it succeeds</param>
/// <param name="PaymentId">the payment that it acts on; null for a new one</param>
/// <param name="Amount">minor units; of a void what it should release</param>
/// <param name="Currency">ISO 4217; null where the operation names none</param>
/// <param name="Source">token, or name of a test card; null where there is none</param>
public sealed record Intent(
    string OrderId,
    long At,
    string Key,
    string Operation,
    Effect Effect,
    string? PaymentId,
    long Amount,
    string? Currency,
    string? Source
) : StoryRecord(OrderId, At);
