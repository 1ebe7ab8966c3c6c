namespace PspLoad.ReferencePsp.Payments;

/// <summary>What a POST does; one operation per idempotency key.</summary>
public enum OperationKind
{
    Token,
    Payment,
    Authentication,
    Capture,
    Void,
    Refund,
}
