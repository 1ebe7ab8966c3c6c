namespace PspLoad.ReferencePsp.Payments;

/// <summary>What the acquirer is told for an operation.</summary>
public enum AcquirerMessage
{
    None,
    Authorize,
    Sale,
    Capture,
    Void,
    Refund,
}
