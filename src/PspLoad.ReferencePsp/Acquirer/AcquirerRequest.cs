namespace PspLoad.ReferencePsp.Acquirer;

/// <summary>An operation at the acquirer; the reference makes it happen once.</summary>
public sealed class AcquirerRequest
{
    public required string Reference { get; init; }
    public long? Amount { get; init; }
    public string? Currency { get; init; }
    public string? OrderId { get; init; }
    public string? Parent { get; init; }
    public AcquirerCard? Card { get; init; }
}
