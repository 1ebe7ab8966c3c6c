namespace PspLoad.ReferencePsp.Api.Contracts;

/// <summary>A card as the client sends it.</summary>
public sealed class CardRequest
{
    public string? Number { get; init; }
    public int? ExpMonth { get; init; }
    public int? ExpYear { get; init; }
    public string? Cvc { get; init; }
}
