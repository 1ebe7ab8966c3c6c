namespace PspLoad.ReferencePsp.Acquirer;

/// <summary>A card as the acquirer wants it.</summary>
public sealed class AcquirerCard
{
    public required string Number { get; init; }
    public required int ExpiryMonth { get; init; }
    public required int ExpiryYear { get; init; }
    public string? Cvc { get; init; }
}
