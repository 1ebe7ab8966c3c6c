namespace PspLoad.Provisioning.Batches;

/// <summary>The result of one script of a batch.</summary>
/// <param name="Index">position in the batch</param>
/// <param name="ExitCode">null if the batch ended during this script</param>
/// <param name="Output">standard output and standard error, without the last newline</param>
public sealed record Frame(int Index, int? ExitCode, string Output);
