namespace PspLoad.ReferencePsp.Processing;

/// <summary>Time limits of an operation.</summary>
/// <param name="AcquirerTimeout">after this time without an answer, the outcome is unknown</param>
/// <param name="Lease">how long an operation belongs to the process that began it</param>
/// <param name="GiveUpAfter">an authorisation that the acquirer does not know after this time is cancelled</param>
public sealed record ProcessingLimits(TimeSpan AcquirerTimeout, TimeSpan Lease, TimeSpan GiveUpAfter);
