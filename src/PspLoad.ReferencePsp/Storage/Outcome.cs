using PspLoad.ReferencePsp.Contracts;
using PspLoad.ReferencePsp.Ledger;
using PspLoad.ReferencePsp.Payments;

namespace PspLoad.ReferencePsp.Storage;

/// <summary>How an operation on a payment ended: everything that one transaction stores.</summary>
public sealed record Outcome
{
    public required Operation Operation { get; init; }
    public required OperationStatus Status { get; init; }
    public required Payment Before { get; init; }
    public required Payment After { get; init; }
    public required ApiResponse Response { get; init; }
    public required string EventType { get; init; }

    /// <summary>Body of the webhook; null when the merchant has none.</summary>
    public byte[]? EventPayload { get; init; }
    public required IReadOnlyList<Posting> Postings { get; init; }

    /// <summary>The authorisation must be cancelled at the acquirer; the reversal is repeated until the acquirer confirms it.</summary>
    public bool Reverse { get; init; }
}
