namespace PspLoad.ReferencePsp.Payments;

/// <summary>A stored payment. Amounts are in minor units; 0 ≤ Refunded + ChargedBack ≤ Captured ≤ Authorized ≤ Amount.</summary>
public sealed record Payment
{
    public required Guid Id { get; init; }
    public required ushort MerchantId { get; init; }
    public required string OrderId { get; init; }
    public required long Amount { get; init; }
    public required string Currency { get; init; }
    public required CaptureMode Capture { get; init; }
    public required PaymentStatus Status { get; init; }
    public long Authorized { get; init; }
    public long Captured { get; init; }
    public long Refunded { get; init; }
    public long ChargedBack { get; init; }
    public required string Brand { get; init; }
    public required string Bin { get; init; }
    public required string Last4 { get; init; }

    /// <summary>The stored card, if there is one.</summary>
    public Guid? CardId { get; init; }

    /// <summary>Expiry that the client sent with a challenged card, 1 to 12; null: the stored card's.</summary>
    public int? ExpMonth { get; init; }

    /// <inheritdoc cref="ExpMonth"/>
    public int? ExpYear { get; init; }

    /// <summary>The client paid with a token; responses show it again.</summary>
    public bool PaidByToken { get; init; }
    public string? ReturnUrl { get; init; }

    /// <summary>Why the payment was declined or failed.</summary>
    public string? Reason { get; init; }

    /// <summary>The operation that authorised the payment: at the acquirer, the parent of captures, voids and refunds.</summary>
    public Guid? AuthorizationId { get; init; }
    public string? AuthorizationCode { get; init; }

    /// <summary>The operation in progress. No other operation may begin before it ends.</summary>
    public Guid? PendingOperation { get; init; }

    /// <summary>Number of transitions so far.</summary>
    public required uint Version { get; init; }
    public required DateTime CreatedAt { get; init; }
    public required DateTime UpdatedAt { get; init; }
}

/// <summary>States of a payment. <see cref="StateNames"/> has their names.</summary>
public enum PaymentStatus
{
    Created,
    RequiresAction,
    Authorized,
    PartiallyCaptured,
    Captured,
    PartiallyRefunded,
    Refunded,
    Voided,
    Declined,
    Failed,

    /// <summary>The cardholder's bank took back what was left.</summary>
    ChargedBack,
}

/// <summary>When the money is captured. Automatic: the acquirer authorises and captures in one step (a sale).</summary>
public enum CaptureMode
{
    Automatic,
    Manual,
}
