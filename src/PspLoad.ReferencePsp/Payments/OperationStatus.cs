namespace PspLoad.ReferencePsp.Payments;

/// <summary>Pending until the outcome is stored; final afterwards.</summary>
public enum OperationStatus
{
    Pending,
    Succeeded,
    Declined,
    Failed,
}
