using PspLoad.Provisioning.Ssh.Commands;
using PspLoad.Provisioning.Ssh.Connections;
using PspLoad.Provisioning.Ssh.Files;

namespace PspLoad.Provisioning.Ssh;

/// <summary>One host of the environment, over its one connection. Thread-safe; connects when it is first used and after every loss.</summary>
public sealed class SshHost
{
    private readonly HostConnection _connection;
    private readonly CommandRunner _runner;
    private readonly FilePush _files;

    internal SshHost(HostConnection connection, RootAccessProbe root)
    {
        _connection = connection;
        _runner = new CommandRunner(connection, root);
        _files = new FilePush(Name, _runner);
    }

    public string Name => _connection.Host.Name;

    /// <summary>Connects now, if there is no connection: to know early that a host is there, and that it is the right one.</summary>
    /// <inheritdoc cref="RunAsync" path="/exception"/>
    public async Task ConnectAsync(CancellationToken cancellationToken = default) => await _connection.OpenAsync(cancellationToken);

    /// <summary>Runs a command in the login user's shell and waits for its end. Up to sshd's session limit run at once, the rest wait.</summary>
    /// <param name="command">POSIX shell; quote what is data with <see cref="Shell.Quote"/>; 60,000 bytes at most. What it makes root's by a sudo of its own
    /// cannot be stopped for it: use <see cref="RunOptions.AsRoot"/></param>
    /// <returns>also for a command that failed: see <see cref="CommandResult.EnsureSuccess"/></returns>
    /// <exception cref="HostKeys.HostKeyRefusedException">the host or the gateway did not show its pinned key</exception>
    /// <exception cref="HostUnreachableException">no connection; nothing was run</exception>
    /// <exception cref="ConnectionLostException">it ran, and its outcome is unknown; it is not run again by itself</exception>
    /// <exception cref="CommandTimedOutException">it took too long and was stopped, with all processes that it started</exception>
    /// <exception cref="OperationCanceledException">it was stopped, with all processes that it started</exception>
    /// <exception cref="Core.Errors.OperationFailedException">login or sudo refused</exception>
    public Task<CommandResult> RunAsync(string command, RunOptions? options = null, CancellationToken cancellationToken = default) =>
        _runner.RunAsync(command, options ?? RunOptions.Default, cancellationToken);

    /// <summary>
    /// Writes a file atomically: a temporary file beside it, compared by SHA-256, with owner and mode set, flushed to the disk, then renamed.
    /// A link at <paramref name="path"/> is replaced, not followed.
    /// </summary>
    /// <param name="path">absolute; its directory must exist</param>
    /// <param name="content">seekable; read twice from its position to its end; it stays open</param>
    /// <exception cref="Core.Errors.OperationFailedException">host, path and reason; the file that was there is unchanged</exception>
    /// <inheritdoc cref="RunAsync" path="/exception"/>
    public Task PutFileAsync(string path, Stream content, FileRights rights, CancellationToken cancellationToken = default) =>
        _files.PutAsync(path, content, rights, cancellationToken);

    /// <inheritdoc cref="PutFileAsync(string, Stream, FileRights, CancellationToken)"/>
    public async Task PutFileAsync(string path, ReadOnlyMemory<byte> content, FileRights rights, CancellationToken cancellationToken = default)
    {
        using var stream = new MemoryStream(content.ToArray(), writable: false);
        await _files.PutAsync(path, stream, rights, cancellationToken);
    }
}
