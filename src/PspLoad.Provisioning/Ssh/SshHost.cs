using PspLoad.Provisioning.Shells;
using PspLoad.Provisioning.Ssh.Commands;
using PspLoad.Provisioning.Ssh.Connections;
using PspLoad.Provisioning.Ssh.Sessions;

namespace PspLoad.Provisioning.Ssh;

/// <summary>One host of the environment, over a single connection. Thread-safe. Connects on first use and again after each loss.</summary>
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

    /// <summary>Connects now if there is no connection. Use it to check early that the host is up and shows the right key.</summary>
    /// <inheritdoc cref="RunAsync" path="/exception"/>
    public async Task ConnectAsync(CancellationToken cancellationToken = default) => await _connection.OpenAsync(cancellationToken);

    /// <summary>
    /// Runs a command in the login user's shell and waits for its end. Commands run in parallel up to sshd's session limit; the rest wait.
    /// </summary>
    /// <param name="command">POSIX shell, at most 60,000 bytes; quote data with <see cref="Shell.Quote"/>. Processes that the command starts as
    /// root through its own sudo cannot be stopped; use <see cref="CommandOptions.AsRoot"/> instead</param>
    /// <returns>the result, also of a command that failed; see <see cref="CommandResult.EnsureSuccess"/></returns>
    /// <exception cref="HostKeys.HostKeyRefusedException">the host or the gateway did not show its pinned key</exception>
    /// <exception cref="HostUnreachableException">no connection could be made; nothing was run</exception>
    /// <exception cref="ConnectionLostException">the connection was lost while the command ran, so its outcome is unknown; it is not
    /// run again automatically</exception>
    /// <exception cref="CommandTimedOutException">the command took too long and was stopped with all processes that it started</exception>
    /// <exception cref="OperationCanceledException">the command was cancelled and stopped with all processes that it started</exception>
    /// <exception cref="Core.Errors.OperationFailedException">login or sudo was refused</exception>
    public Task<CommandResult> RunAsync(string command, CommandOptions? options = null, CancellationToken cancellationToken = default) =>
        _runner.RunAsync(command, options ?? CommandOptions.Default, cancellationToken);

    /// <summary>
    /// Writes a file atomically: writes a temporary file beside it, verifies the SHA-256, sets owner and mode, flushes it to disk and renames it.
    /// A link at <paramref name="path"/> is replaced, not followed.
    /// </summary>
    /// <param name="path">absolute; its directory must exist</param>
    /// <param name="content">seekable; read twice from its position to its end and left open</param>
    /// <exception cref="Core.Errors.OperationFailedException">the write failed and the previous file is unchanged; the message gives
    /// host, path and reason</exception>
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
