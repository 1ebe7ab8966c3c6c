namespace PspLoad.Lab.Engine;

/// <summary>What a command inside a container ended with.</summary>
internal sealed record ExecOutcome(long ExitCode, string Output, string Error);
