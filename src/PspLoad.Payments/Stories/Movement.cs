namespace PspLoad.Payments.Stories;

/// <summary>Money that moved in the PSP's books: one stored operation.</summary>
/// <param name="OrderId"><inheritdoc cref="StoryRecord" path="/param[@name='OrderId']"/></param>
/// <param name="At">microseconds since 1970, UTC, by the database's clock</param>
/// <param name="Reference">the PSP's name for the operation, which is also its reference at the acquirer</param>
/// <param name="PaymentId">the payment</param>
/// <param name="Effect">what it did</param>
/// <param name="Amount">minor units</param>
/// <param name="Currency">ISO 4217</param>
/// <param name="Debits">sum of its debits, minor units</param>
/// <param name="Credits">sum of its credits, minor units</param>
public sealed record Movement(
    string OrderId,
    long At,
    string Reference,
    string PaymentId,
    Effect Effect,
    long Amount,
    string Currency,
    long Debits,
    long Credits
) : StoryRecord(OrderId, At);
