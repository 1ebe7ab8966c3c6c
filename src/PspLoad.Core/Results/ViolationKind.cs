using System.Text.Json.Serialization;

namespace PspLoad.Core.Results;

/// <summary>What is wrong with an order's money. Any violation means exit code 5.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ViolationKind>))]
public enum ViolationKind
{
    /// <summary>The client got an acknowledgement, but the PSP's books have no such operation.</summary>
    [JsonStringEnumMemberName("lost")]
    Lost,

    /// <summary>The PSP's books have the operation more often than it was acknowledged.</summary>
    [JsonStringEnumMemberName("duplicated")]
    Duplicated,

    /// <summary>The PSP's books have an operation that nobody asked for, or that the client was told did not happen.</summary>
    [JsonStringEnumMemberName("phantom")]
    Phantom,

    /// <summary>Two witnesses name different amounts, currencies or payments for one operation.</summary>
    [JsonStringEnumMemberName("amount-mismatch")]
    AmountMismatch,

    /// <summary>The payment's state differs from the last one that the client was told.</summary>
    [JsonStringEnumMemberName("state-mismatch")]
    StateMismatch,

    /// <summary>One key got two final answers that cannot both be true.</summary>
    [JsonStringEnumMemberName("contradictory-answers")]
    ContradictoryAnswers,

    /// <summary>The acquirer carried out an operation more often than the PSP booked it: the cardholder pays twice.</summary>
    [JsonStringEnumMemberName("double-charge")]
    DoubleCharge,

    /// <summary>The acquirer carried out an operation and never reversed it; the PSP's books do not have it.</summary>
    [JsonStringEnumMemberName("unbooked-charge")]
    UnbookedCharge,

    /// <summary>The PSP's books have an operation that the acquirer never carried out.</summary>
    [JsonStringEnumMemberName("missing-charge")]
    MissingCharge,

    /// <summary>The debits and credits of one booked operation differ.</summary>
    [JsonStringEnumMemberName("unbalanced-ledger")]
    UnbalancedLedger,

    /// <summary>More was captured than authorised, or more refunded than captured.</summary>
    [JsonStringEnumMemberName("overdrawn-payment")]
    OverdrawnPayment,

    /// <summary>A request has no answer, or its outcome is still unknown after the key was replayed.</summary>
    [JsonStringEnumMemberName("unresolved")]
    Unresolved,

    /// <summary>The client was told about an operation that it never asked for.</summary>
    [JsonStringEnumMemberName("unasked")]
    Unasked,

    /// <summary>The client was told of another kind of operation than it asked for, for example an authorisation instead of a sale.</summary>
    [JsonStringEnumMemberName("effect-mismatch")]
    EffectMismatch,

    /// <summary>The acquirer reversed an operation that the PSP's books still have: the merchant never gets the money.</summary>
    [JsonStringEnumMemberName("reversed-charge")]
    ReversedCharge,

    /// <summary>The acquirer carried out an operation on another payment than the PSP booked it on.</summary>
    [JsonStringEnumMemberName("parent-mismatch")]
    ParentMismatch,

    /// <summary>The PSP's API and its database say different things about one operation.</summary>
    [JsonStringEnumMemberName("books-disagree")]
    BooksDisagree,

    /// <summary>Rows of one order belong to different merchants.</summary>
    [JsonStringEnumMemberName("merchant-mismatch")]
    MerchantMismatch,

    /// <summary>The PSP's settlement files and its ledger differ about one operation: the merchant is paid a wrong amount.</summary>
    [JsonStringEnumMemberName("settlement-mismatch")]
    SettlementMismatch,

    /// <summary>Another card paid, or is shown, than the client named.</summary>
    [JsonStringEnumMemberName("card-mismatch")]
    CardMismatch,

    /// <summary>The client was told of another order than it asked for.</summary>
    [JsonStringEnumMemberName("order-mismatch")]
    OrderMismatch,

    /// <summary>The PSP sent no webhook for an operation, and says that none is pending.</summary>
    [JsonStringEnumMemberName("unnotified")]
    Unnotified,

    /// <summary>Two webhooks about one event, or about one version of a payment, cannot both be true.</summary>
    [JsonStringEnumMemberName("contradictory-webhooks")]
    ContradictoryWebhooks,
}
