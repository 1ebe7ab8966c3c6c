namespace PspLoad.Payments.Books;

/// <summary>One side of a double entry, as the PSP's API gives it out; amounts in minor units.</summary>
internal sealed record LedgerEntry(
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
