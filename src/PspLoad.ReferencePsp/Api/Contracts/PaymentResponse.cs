namespace PspLoad.ReferencePsp.Api.Contracts;

/// <summary>A payment; amounts in minor units, times in UTC. <c>status</c> is <c>processing</c> while the authorisation's outcome is unknown.</summary>
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
    public required CardResponse Card { get; init; }
    public string? Token { get; init; }
    public string? Reason { get; init; }
    public string? AuthorizationCode { get; init; }
    public string? RedirectUrl { get; init; }
    public string? ReturnUrl { get; init; }

    /// <summary>The operation under way, if any (<c>op_…</c>, the reference at the acquirer).</summary>
    public string? PendingOperation { get; init; }
    public required DateTime CreatedAt { get; init; }
    public required DateTime UpdatedAt { get; init; }
}
