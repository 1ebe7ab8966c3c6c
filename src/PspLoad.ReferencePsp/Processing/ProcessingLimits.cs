namespace PspLoad.ReferencePsp.Processing;

/// <summary>How long things may take.</summary>
/// <param name="AcquirerTimeout">an answer later than this leaves the outcome unknown</param>
/// <param name="Lease">how long an operation belongs to the process that began it</param>
/// <param name="GiveUpAfter">an authorisation that the acquirer doesn't know by then is cancelled</param>
public sealed record ProcessingLimits(TimeSpan AcquirerTimeout, TimeSpan Lease, TimeSpan GiveUpAfter);
