namespace PspLoad.Reporting.Comparison;

/// <summary>What a second of a run contributes to a resampled one.</summary>
/// <param name="Completed">without error</param>
/// <param name="Errors">failed, timed out or dropped</param>
/// <param name="Times">positions in the histogram's layout and counts</param>
internal sealed record ComparedSecond(long Completed, long Errors, (int Index, long Count)[] Times);
