using System.Text.Json.Serialization;

namespace PspLoad.Payments.Books;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true
)]
[JsonSerializable(typeof(LedgerEntriesPage))]
[JsonSerializable(typeof(BookedCharge))]
[JsonSerializable(typeof(BookName))]
[JsonSerializable(typeof(BooksMark))]
[JsonSerializable(typeof(PendingWork))]
internal sealed partial class BooksJson : JsonSerializerContext;

/// <summary>A page of the PSP's ledger.</summary>
/// <param name="Data">entries in the order of the ledger</param>
/// <param name="Cursor">where the next page begins</param>
/// <param name="HasMore">the next page has entries already</param>
internal sealed record LedgerEntriesPage(IReadOnlyList<LedgerEntry> Data, string Cursor, bool HasMore);

/// <summary>One side of a double entry in the PSP's ledger API; amounts in minor units.</summary>
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
)
{
    /// <summary>Order of the ledger. The cursor of a page is the id of its last entry.</summary>
    public ulong Id { get; init; }
}

/// <summary>A line of the acquirer's book; see docs/acquirer-simulator.md.</summary>
internal sealed record BookedCharge(
    long Sequence,
    DateTimeOffset At,
    string Operation,
    string Reference,
    string? Parent,
    string? OrderId,
    long Amount,
    string? Currency,
    string Outcome,
    int Charges
)
{
    /// <summary>First six and last four digits.</summary>
    public string? Card { get; init; }
}

/// <summary>The part of the acquirer's summary that names its book; see docs/acquirer-simulator.md.</summary>
internal sealed record BookName
{
    public string? Epoch { get; init; }
}
