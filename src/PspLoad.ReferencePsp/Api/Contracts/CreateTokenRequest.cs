namespace PspLoad.ReferencePsp.Api.Contracts;

/// <summary>Body of POST /v1/tokens.</summary>
public sealed class CreateTokenRequest
{
    public CardRequest? Card { get; init; }
}
