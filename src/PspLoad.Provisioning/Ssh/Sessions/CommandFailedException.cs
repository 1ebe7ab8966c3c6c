using PspLoad.Core.Errors;

namespace PspLoad.Provisioning.Ssh.Sessions;

/// <summary>A required command failed. The message gives the host, the command, the exit code and the last lines of output.</summary>
public sealed class CommandFailedException(CommandResult result)
    : OperationFailedException(PspLoad.Core.Errors.ExitCode.ProvisioningFailed, Describe(result), "see the lines above, and the host's journal")
{
    private const int LastLines = 5;

    public CommandResult Result { get; } = result;

    private static string Describe(CommandResult result)
    {
        var end = result switch
        {
            { Signal: { } signal } => $"was ended by SIG{signal}",
            { ExitCode: null } => "ended without an exit code",
            { ExitCode: 0 } => "wrote more than is captured: stream its output",
            { ExitCode: var code } => $"failed with exit code {code}",
        };
        var text = result.StderrBytes.IsEmpty ? result.Stdout : result.Stderr;
        var lines = string.Join('\n', text.TrimEnd().Split('\n').TakeLast(LastLines));
        return $"{result.Host}: '{RemoteCommandLine.Abbreviate(result.Command)}' {end}{(lines.Length == 0 ? "" : ":\n")}{lines}";
    }
}
