namespace PspLoad.ReferencePsp.Acquirer;

/// <summary>What the acquirer booked; other fields of the answer are not looked at.</summary>
public sealed class AcquirerResponse
{
    public string? Outcome { get; init; }
    public string? Reason { get; init; }
    public string? AuthorizationCode { get; init; }
}
