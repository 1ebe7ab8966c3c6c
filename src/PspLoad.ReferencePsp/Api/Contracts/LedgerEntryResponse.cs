namespace PspLoad.ReferencePsp.Api.Contracts;

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
