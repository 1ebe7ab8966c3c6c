namespace PspLoad.ReferencePsp.Contracts;

/// <summary>Body of POST /v1/payments. Every field is nullable here, so that the validator can name all missing fields at once.</summary>
public sealed record CreatePaymentRequest
{
    /// <summary>Minor units.</summary>
    public long? Amount { get; init; }
    public string? Currency { get; init; }
    public string? OrderId { get; init; }
    public SourceRequest? Source { get; init; }
    public string? Capture { get; init; }
    public string? ThreeDSecure { get; init; }

    /// <summary>Who starts the payment: <c>customer</c> (the default) or <c>merchant</c>.</summary>
    public string? Initiator { get; init; }
    public string? ReturnUrl { get; init; }
}

/// <summary>What pays: exactly one of the two.</summary>
public sealed record SourceRequest
{
    public string? Token { get; init; }
    public CardRequest? Card { get; init; }
}

/// <summary>A card as the client sends it.</summary>
public sealed record CardRequest
{
    public string? Number { get; init; }
    public int? ExpMonth { get; init; }
    public int? ExpYear { get; init; }
    public string? Cvc { get; init; }

    /// <summary>A record would print the number.</summary>
    public override string ToString() => "[card]";
}

/// <summary>Body of POST /v1/tokens.</summary>
public sealed record CreateTokenRequest
{
    public CardRequest? Card { get; init; }
}

/// <summary>Body of captures and refunds.</summary>
public sealed record AmountRequest
{
    /// <summary>Minor units; null means everything that is left.</summary>
    public long? Amount { get; init; }
}

/// <summary>Body of POST /v1/payments/{id}/authenticate.</summary>
public sealed record AuthenticateRequest
{
    /// <summary>How the challenge ended: <c>succeeded</c> (the default) or <c>failed</c>.</summary>
    public string? Result { get; init; }
}

/// <summary>Body of POST /v1/payments/{id}/void: nothing, or an empty object.</summary>
public sealed record EmptyRequest;
