namespace PspLoad.ReferencePsp.Api.Contracts;

/// <summary>Body of POST /v1/payments/{id}/authenticate: how the challenge ended, <c>succeeded</c> (default) or <c>failed</c>.</summary>
public sealed class AuthenticateRequest
{
    public string? Result { get; init; }
}
