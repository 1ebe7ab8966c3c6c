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

    /// <summary>The outcome is still unknown after the key was replayed.</summary>
    [JsonStringEnumMemberName("unresolved")]
    Unresolved,
}
