namespace PspLoad.ReferencePsp.Api.Contracts;

/// <summary>Body of captures and refunds; no amount means all that is left.</summary>
public sealed class AmountRequest
{
    public long? Amount { get; init; }
}
