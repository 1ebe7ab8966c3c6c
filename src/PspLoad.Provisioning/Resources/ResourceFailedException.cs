namespace PspLoad.Provisioning.Resources;

/// <summary>A change made through <c>Change.Apply</c> failed on the host.</summary>
/// <param name="exitCode">exit code of the command that failed</param>
/// <param name="output">its standard output and standard error</param>
public sealed class ResourceFailedException(int exitCode, string output) : Exception($"exit code {exitCode}: {output}")
{
    public int ExitCode { get; } = exitCode;
    public string Output { get; } = output;
}
