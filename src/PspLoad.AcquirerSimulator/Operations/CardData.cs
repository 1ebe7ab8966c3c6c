namespace PspLoad.AcquirerSimulator.Operations;

/// <summary>A card as the PSP sends it; lives as long as its request.</summary>
public sealed record CardData
{
    public string? Number { get; init; }
    public int? ExpiryMonth { get; init; }

    /// <summary>Four digits.</summary>
    public int? ExpiryYear { get; init; }
    public string? Cvc { get; init; }

    /// <summary>Never the number: a record would print it.</summary>
    public override string ToString() => nameof(CardData);
}
