using PspLoad.ReferencePsp.Api;
using PspLoad.ReferencePsp.Ledger;

namespace PspLoad.ReferencePsp.Payments;

/// <summary>How an operation on a payment ended: everything that is stored in one transaction.</summary>
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

    /// <summary>The acquirer has to be told, until it confirms, that the authorisation is cancelled.</summary>
    public bool Reverse { get; init; }
}
