namespace PspLoad.ReferencePsp.Payments;

/// <summary>Automatic: the acquirer is told to authorise and capture at once (a sale).</summary>
public enum CaptureMode
{
    Automatic,
    Manual,
}
