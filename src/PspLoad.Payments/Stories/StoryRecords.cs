namespace PspLoad.Payments.Stories;

/// <summary>One fact about an order, told by one witness: the client's journal, the PSP's books or the acquirer's book.</summary>
/// <param name="OrderId">the client's name for the order; unique in the run and known to every witness</param>
/// <param name="At">microseconds since 1970, UTC, by the witness's clock</param>
public abstract record StoryRecord(string OrderId, long At);

/// <summary>
/// What the client is about to ask for, written before the first byte is sent. It holds everything that a replay needs and no card data:
/// the source is a token or the name of a test card.
/// </summary>
/// <param name="OrderId"><inheritdoc cref="StoryRecord" path="/param[@name='OrderId']"/></param>
/// <param name="At">microseconds since 1970, UTC</param>
/// <param name="Key">idempotency key; one operation is everything that was asked and answered under it</param>
/// <param name="Operation">name of the operation at the PSP, for example <c>refund</c></param>
/// <param name="Effect">effect of the operation when it succeeds</param>
/// <param name="PaymentId">the payment to act on; null for a new one</param>
/// <param name="Amount">minor units; for a void the amount to release</param>
/// <param name="Currency">ISO 4217; null where the operation names none</param>
/// <param name="Source">token or name of a test card; null where there is none</param>
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

/// <summary>What the client was told, written as soon as it is known. A key can have several answers: duplicates, retries, replays after the load.</summary>
/// <param name="OrderId"><inheritdoc cref="StoryRecord" path="/param[@name='OrderId']"/></param>
/// <param name="At">microseconds since 1970, UTC</param>
/// <param name="Key">idempotency key</param>
/// <param name="Outcome">what the answer means for the money</param>
/// <param name="Effect">the effect that the answer confirms; <see cref="Effect.None"/> for a payment that waits for its challenge</param>
/// <param name="Status">HTTP status; 0 when no answer came</param>
/// <param name="PaymentId">from the answer; null when it has none</param>
/// <param name="State">the payment's state, from the answer</param>
/// <param name="Amount">minor units, from the answer; the intent's amount where the answer has none</param>
/// <param name="Currency">ISO 4217, from the answer</param>
/// <param name="RequestId">finds the request in the PSP's logs</param>
/// <param name="Totals">the payment's totals, from the answer; null when it has none</param>
/// <param name="OtherOrder">the order in the answer, when it is not the one of the request</param>
public sealed record Answer(
    string OrderId,
    long At,
    string Key,
    PaymentOutcome Outcome,
    Effect Effect,
    int Status,
    string? PaymentId,
    string? State,
    long Amount,
    string? Currency,
    string? RequestId,
    PaymentTotals? Totals = null,
    string? OtherOrder = null
) : StoryRecord(OrderId, At)
{
    /// <summary>Begins the last part of the correlation id of a request that replays a key after the load.</summary>
    public const string ReplayMark = ".replay-";

    /// <summary>The answer to a replay after the load, not to a request of the flow.</summary>
    public bool IsReplay => RequestId?.Contains(ReplayMark, StringComparison.Ordinal) == true;
}

/// <summary>What became of a payment so far, minor units.</summary>
/// <param name="Authorized">total held or taken</param>
/// <param name="Captured">total taken</param>
/// <param name="Refunded">total given back</param>
/// <param name="ChargedBack">total that the cardholder's bank took back</param>
public sealed record PaymentTotals(long Authorized, long Captured, long Refunded, long ChargedBack = 0);

/// <summary>One operation in the PSP's books.</summary>
/// <param name="OrderId"><inheritdoc cref="StoryRecord" path="/param[@name='OrderId']"/></param>
/// <param name="At">microseconds since 1970, UTC, by the database's clock</param>
/// <param name="Reference">the PSP's name for the operation, also its reference at the acquirer</param>
/// <param name="PaymentId">the payment</param>
/// <param name="Effect">what the operation did</param>
/// <param name="Amount">minor units</param>
/// <param name="Currency">ISO 4217</param>
/// <param name="Debits">sum of its debits, minor units</param>
/// <param name="Credits">sum of its credits on the accounts where they belong, minor units</param>
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

/// <summary>A payment as the PSP's API shows it after the load.</summary>
/// <param name="OrderId"><inheritdoc cref="StoryRecord" path="/param[@name='OrderId']"/></param>
/// <param name="At">when it was read, microseconds since 1970, UTC</param>
/// <param name="PaymentId">the payment</param>
/// <param name="State">its state now; null when the PSP does not know the payment</param>
/// <param name="Currency">ISO 4217; null when the answer has none</param>
/// <param name="Totals">null when the answer has none</param>
/// <param name="Card">as in <see cref="MaskedCard"/>; null when the answer has none</param>
public sealed record ShownPayment(string OrderId, long At, string PaymentId, string? State, string? Currency, PaymentTotals? Totals, string? Card = null)
    : StoryRecord(OrderId, At);

/// <summary>
/// A webhook that the PSP delivered: one operation ended, and the payment as it was then. Webhooks are delivered at least once and in any order.
/// </summary>
/// <param name="OrderId"><inheritdoc cref="StoryRecord" path="/param[@name='OrderId']"/></param>
/// <param name="At">when it was received, microseconds since 1970, UTC</param>
/// <param name="Reference">the operation, as in <see cref="Movement"/>; repeated deliveries have the same</param>
/// <param name="Type">the PSP's name for what happened, for example <c>payment.captured</c> or <c>refund.declined</c></param>
/// <param name="Version">orders the webhooks of a payment; the first is 1</param>
/// <param name="PaymentId">the payment</param>
/// <param name="State">its state after the operation</param>
/// <param name="Amount">the payment's amount, minor units</param>
/// <param name="Currency">ISO 4217</param>
/// <param name="Totals">its totals after the operation</param>
public sealed record Notification(
    string OrderId,
    long At,
    string Reference,
    string Type,
    long Version,
    string PaymentId,
    string State,
    long Amount,
    string Currency,
    PaymentTotals Totals
) : StoryRecord(OrderId, At);

/// <summary>One operation in the database of the PSP, read without the PSP.</summary>
/// <param name="OrderId"><inheritdoc cref="StoryRecord" path="/param[@name='OrderId']"/></param>
/// <param name="At">microseconds since 1970, UTC, by the database's clock</param>
/// <param name="Reference">as in <see cref="Movement"/></param>
/// <param name="PaymentId">the payment</param>
/// <param name="Effect">what the operation did</param>
/// <param name="Amount">minor units</param>
/// <param name="Currency">ISO 4217</param>
/// <param name="Debits">sum of its debits, minor units</param>
/// <param name="Credits">sum of its credits on the accounts where they belong, minor units</param>
/// <param name="OtherMerchant">name of the merchant that it belongs to; null when it is the run's merchant</param>
public sealed record StoredMovement(
    string OrderId,
    long At,
    string Reference,
    string PaymentId,
    Effect Effect,
    long Amount,
    string Currency,
    long Debits,
    long Credits,
    string? OtherMerchant
) : StoryRecord(OrderId, At);

/// <summary>A payment in the database of the PSP, read without the PSP.</summary>
/// <param name="OrderId"><inheritdoc cref="StoryRecord" path="/param[@name='OrderId']"/></param>
/// <param name="At">when it changed last, microseconds since 1970, UTC, by the database's clock</param>
/// <param name="PaymentId">the payment</param>
/// <param name="State">its state now</param>
/// <param name="Currency">ISO 4217</param>
/// <param name="Totals">its totals</param>
/// <param name="OtherMerchant">name of the merchant that it belongs to; null when it is the run's merchant</param>
/// <param name="Card">as in <see cref="MaskedCard"/>; null when it is not known</param>
public sealed record StoredPayment(
    string OrderId,
    long At,
    string PaymentId,
    string State,
    string Currency,
    PaymentTotals Totals,
    string? OtherMerchant,
    string? Card = null
) : StoryRecord(OrderId, At);

/// <summary>A line of the PSP's settlement files: what the merchant is paid, or pays back, for one operation.</summary>
/// <param name="OrderId"><inheritdoc cref="StoryRecord" path="/param[@name='OrderId']"/></param>
/// <param name="At">microseconds since 1970, UTC, by the database's clock</param>
/// <param name="Reference">as in <see cref="Movement"/></param>
/// <param name="PaymentId">the payment</param>
/// <param name="Effect">what the operation did</param>
/// <param name="Amount">minor units; above zero also for money that the merchant pays back</param>
/// <param name="Currency">ISO 4217</param>
public sealed record SettledLine(string OrderId, long At, string Reference, string PaymentId, Effect Effect, long Amount, string Currency)
    : StoryRecord(OrderId, At);

/// <summary>An operation that the acquirer carried out, from its book.</summary>
/// <param name="OrderId"><inheritdoc cref="StoryRecord" path="/param[@name='OrderId']"/></param>
/// <param name="At">microseconds since 1970, UTC, by the acquirer's clock</param>
/// <param name="Reference">the PSP's name for the operation</param>
/// <param name="Parent">the authorisation or sale that it acts on; null for an authorisation or sale</param>
/// <param name="Effect">what the operation did</param>
/// <param name="Amount">minor units</param>
/// <param name="Currency">ISO 4217; null for a void of something that the acquirer never saw</param>
/// <param name="Times">how often it was carried out; more than 1 is a double charge</param>
/// <param name="Card">whose money moved, as in <see cref="MaskedCard"/>; null where the book does not name it</param>
public sealed record Charge(
    string OrderId,
    long At,
    string Reference,
    string? Parent,
    Effect Effect,
    long Amount,
    string? Currency,
    int Times,
    string? Card = null
) : StoryRecord(OrderId, At);

/// <summary>What an operation does to money. The values are stored in the journal.</summary>
public enum Effect : byte
{
    /// <summary>Nothing: a token, a status, a payment that waits for its challenge.</summary>
    None,

    /// <summary>Holds the amount.</summary>
    Authorize,

    /// <summary>Authorises and captures in one step.</summary>
    Sale,

    /// <summary>Takes all or part of a held amount.</summary>
    Capture,

    /// <summary>Releases what is held and not captured.</summary>
    Void,

    /// <summary>Gives back all or part of a captured amount.</summary>
    Refund,

    /// <summary>The cardholder's bank takes back what is captured and not refunded. Nobody asks the PSP for it.</summary>
    Chargeback,
}

/// <summary>What an answer means for the operation's money. The values are stored in the journal.</summary>
public enum PaymentOutcome : byte
{
    /// <summary>Success or failure is unknown: time-out, broken connection, 202, 409 in progress, 5xx. Replay the key.</summary>
    Indeterminate,

    /// <summary>Done. From now on the PSP is bound by it.</summary>
    Acknowledged,

    /// <summary>Finally declined or failed: no money may have moved.</summary>
    Declined,

    /// <summary>Refused before anything was stored (4xx), or never sent: no money may have moved.</summary>
    Refused,
}
