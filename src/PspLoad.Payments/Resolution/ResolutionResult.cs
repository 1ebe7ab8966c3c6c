namespace PspLoad.Payments.Resolution;

/// <summary>What came of repeating the keys of operations without an outcome.</summary>
/// <param name="Resolved">operations whose outcome is known now</param>
/// <param name="StillOpen">operations whose outcome is not</param>
internal sealed record ResolutionResult(int Resolved, int StillOpen);
