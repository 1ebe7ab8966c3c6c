using System.Text;

namespace PspLoad.Provisioning.Ssh.Sessions;

/// <summary>The end status and captured output of a command.</summary>
/// <param name="Host">name of the host</param>
/// <param name="Command">the command as given, without the text added around it</param>
/// <param name="ExitCode">null if a signal ended the command</param>
/// <param name="Signal">signal name without SIG, for example <c>KILL</c>; null if the command exited by itself</param>
/// <param name="StdoutBytes">captured stdout; empty if it was streamed</param>
/// <param name="StderrBytes">captured stderr; empty if it was streamed</param>
/// <param name="Truncated">true if the output exceeded the capture limit</param>
public sealed record CommandResult(
    string Host,
    string Command,
    int? ExitCode,
    string? Signal,
    ReadOnlyMemory<byte> StdoutBytes,
    ReadOnlyMemory<byte> StderrBytes,
    bool Truncated
)
{
    public bool Succeeded => ExitCode == 0;

    /// <summary>The output decoded as UTF-8. Invalid bytes become U+FFFD.</summary>
    public string Stdout => Encoding.UTF8.GetString(StdoutBytes.Span);

    /// <inheritdoc cref="Stdout"/>
    public string Stderr => Encoding.UTF8.GetString(StderrBytes.Span);

    /// <returns>this result, for chaining</returns>
    /// <exception cref="CommandFailedException">the exit code is not 0, a signal ended the command, or the output
    /// exceeded the capture limit</exception>
    public CommandResult EnsureSuccess() => Succeeded && !Truncated ? this : throw new CommandFailedException(this);
}
