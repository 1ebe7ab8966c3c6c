using System.Text;

namespace PspLoad.Provisioning.Ssh.Commands;

/// <summary>How a command ended and what it wrote.</summary>
/// <param name="Host">name of the host</param>
/// <param name="Command">as it was given, without what was put around it</param>
/// <param name="ExitCode">null when a signal ended it</param>
/// <param name="Signal">name without SIG, for example <c>KILL</c>; null when it exited by itself</param>
/// <param name="StdoutBytes">what was captured; empty when it was streamed</param>
/// <param name="StderrBytes">what was captured; empty when it was streamed</param>
/// <param name="Truncated">more was written than the capture's limit</param>
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

    /// <summary>As UTF-8; bytes that are not become U+FFFD.</summary>
    public string Stdout => Encoding.UTF8.GetString(StdoutBytes.Span);

    /// <inheritdoc cref="Stdout"/>
    public string Stderr => Encoding.UTF8.GetString(StderrBytes.Span);

    /// <returns>this, for chaining</returns>
    /// <exception cref="CommandFailedException">exit code other than 0, a signal, or output that was cut at the capture's limit</exception>
    public CommandResult EnsureSuccess() => Succeeded && !Truncated ? this : throw new CommandFailedException(this);
}
