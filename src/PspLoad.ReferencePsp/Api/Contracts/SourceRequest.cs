namespace PspLoad.ReferencePsp.Api.Contracts;

/// <summary>Exactly one of the two.</summary>
public sealed class SourceRequest
{
    public string? Token { get; init; }
    public CardRequest? Card { get; init; }
}
