namespace PspLoad.Provisioning.Batches;

/// <summary>The result of one script of a batch.</summary>
/// <param name="Index">position in the batch</param>
/// <param name="ExitCode">null where the batch ended within it</param>
/// <param name="Output">both streams, without the last newline</param>
public sealed record Frame(int Index, int? ExitCode, string Output);
