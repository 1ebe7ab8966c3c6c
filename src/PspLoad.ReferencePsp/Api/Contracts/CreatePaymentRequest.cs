namespace PspLoad.ReferencePsp.Api.Contracts;

/// <summary>Body of POST /v1/payments.</summary>
public sealed class CreatePaymentRequest
{
    public long? Amount { get; init; }
    public string? Currency { get; init; }
    public string? OrderId { get; init; }
    public SourceRequest? Source { get; init; }
    public string? Capture { get; init; }
    public string? ThreeDSecure { get; init; }
    public string? ReturnUrl { get; init; }
}
