namespace PspLoad.ReferencePsp.Acquirer;

/// <summary>An operation at the acquirer. The acquirer books each reference once.</summary>
public sealed record AcquirerRequest
{
    public required string Reference { get; init; }

    /// <summary>Minor units.</summary>
    public long? Amount { get; init; }
    public string? Currency { get; init; }
    public string? OrderId { get; init; }
    public string? Parent { get; init; }
    public AcquirerCard? Card { get; init; }
}

/// <summary>A card in the acquirer's format.</summary>
public sealed record AcquirerCard
{
    public required string Number { get; init; }
    public required int ExpiryMonth { get; init; }
    public required int ExpiryYear { get; init; }
    public string? Cvc { get; init; }

    /// <summary>A record would print the number.</summary>
    public override string ToString() => "[card]";
}

/// <summary>What the acquirer booked. Other fields of the answer are ignored.</summary>
public sealed record AcquirerResponse
{
    public string? Outcome { get; init; }
    public string? Reason { get; init; }
    public string? AuthorizationCode { get; init; }
}
