namespace PspLoad.Provisioning.Resources;

/// <summary>A change that is more than a script failed on the host.</summary>
/// <param name="exitCode">of the command that failed</param>
/// <param name="output">of it, both streams</param>
public sealed class ResourceFailedException(int exitCode, string output) : Exception($"exit code {exitCode}: {output}")
{
    public int ExitCode { get; } = exitCode;
    public string Output { get; } = output;
}
