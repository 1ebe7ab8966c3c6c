namespace PspLoad.ReferencePsp.Payments;

/// <summary>A payment as it is stored. Amounts in minor units; 0 ≤ Refunded ≤ Captured ≤ Authorized ≤ Amount.</summary>
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
    public required string Brand { get; init; }
    public required string Bin { get; init; }
    public required string Last4 { get; init; }

    /// <summary>The stored card, where there is one.</summary>
    public Guid? CardId { get; init; }

    /// <summary>The client named a token: it is shown again.</summary>
    public bool PaidByToken { get; init; }
    public string? ReturnUrl { get; init; }

    /// <summary>Why it was declined or failed.</summary>
    public string? Reason { get; init; }

    /// <summary>The operation that authorised: the parent of captures, voids and refunds at the acquirer.</summary>
    public Guid? AuthorizationId { get; init; }
    public string? AuthorizationCode { get; init; }

    /// <summary>The operation under way; no other may begin before it is finished.</summary>
    public Guid? PendingOperation { get; init; }

    /// <summary>Transitions so far.</summary>
    public required uint Version { get; init; }
    public required DateTime CreatedAt { get; init; }
    public required DateTime UpdatedAt { get; init; }
}
