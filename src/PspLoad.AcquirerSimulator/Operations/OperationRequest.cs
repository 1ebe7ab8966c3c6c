namespace PspLoad.AcquirerSimulator.Operations;

/// <summary>The body of every operation. <see cref="OperationValidation"/> says which fields an operation requires.</summary>
public sealed record OperationRequest
{
    public string? Reference { get; init; }

    /// <summary>Minor units.</summary>
    public long? Amount { get; init; }
    public string? Currency { get; init; }
    public string? OrderId { get; init; }
    public CardData? Card { get; init; }
    public string? Parent { get; init; }
}

/// <summary>A card as the PSP sends it. It is not kept after its request.</summary>
public sealed record CardData
{
    public string? Number { get; init; }
    public int? ExpiryMonth { get; init; }

    /// <summary>Four digits.</summary>
    public int? ExpiryYear { get; init; }
    public string? Cvc { get; init; }

    /// <summary>A record would print the number.</summary>
    public override string ToString() => nameof(CardData);
}
