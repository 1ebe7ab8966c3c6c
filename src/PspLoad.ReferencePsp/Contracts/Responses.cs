namespace PspLoad.ReferencePsp.Contracts;

/// <summary>A payment. Amounts are in minor units, times in UTC. <c>status</c> is <c>processing</c> while the authorisation's outcome is unknown.</summary>
public sealed record PaymentResponse
{
    public required string Id { get; init; }
    public required string Status { get; init; }
    public required long Amount { get; init; }
    public required string Currency { get; init; }
    public required string OrderId { get; init; }
    public required string Capture { get; init; }
    public required long AmountAuthorized { get; init; }
    public required long AmountCaptured { get; init; }
    public required long AmountRefunded { get; init; }
    public required long AmountChargedBack { get; init; }
    public required CardResponse Card { get; init; }
    public string? Token { get; init; }
    public string? Reason { get; init; }
    public string? AuthorizationCode { get; init; }
    public string? RedirectUrl { get; init; }
    public string? ReturnUrl { get; init; }

    /// <summary>The operation in progress, if any (<c>op_…</c>, the reference at the acquirer).</summary>
    public string? PendingOperation { get; init; }
    public required DateTime CreatedAt { get; init; }
    public required DateTime UpdatedAt { get; init; }
}

/// <summary>The parts of a card that may be shown (PCI DSS 3.4.1: at most the BIN and the last four digits).</summary>
public sealed record CardResponse(string Brand, string Bin, string Last4);

/// <summary>The payments of an order, oldest first, at most 100.</summary>
public sealed record PaymentList(IReadOnlyList<PaymentResponse> Data);

/// <summary>A refund, and the payment after it.</summary>
public sealed record RefundResponse(string Id, string Status, long Amount, string Currency, PaymentResponse Payment);

/// <summary>A stored card.</summary>
public sealed record TokenResponse(string Token, string Brand, string Bin, string Last4);

/// <summary>Body of a webhook. The same <paramref name="Id"/> may arrive more than once; <paramref name="Version"/> orders the events of a payment.</summary>
public sealed record EventResponse(string Id, string Type, DateTime CreatedAt, uint Version, PaymentResponse Payment);

/// <summary>A page of the ledger. To continue, even later, send <paramref name="Cursor"/>: no entry is skipped.</summary>
public sealed record LedgerPage(IReadOnlyList<LedgerEntryResponse> Data, string Cursor, bool HasMore);

/// <summary>One side of a double entry; amounts in minor units.</summary>
public sealed record LedgerEntryResponse(
    ulong Id,
    string OperationId,
    string PaymentId,
    string OrderId,
    string Kind,
    string Account,
    long Debit,
    long Credit,
    string Currency,
    DateTime CreatedAt
);
