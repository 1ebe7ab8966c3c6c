using System.Net.Sockets;
using PspLoad.Core.Errors;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace PspLoad.Provisioning.Ssh.Sessions;

/// <summary>A command that was started on a connection. Its stdin is sent and its output is read until it exits or is given up.</summary>
internal sealed class RemoteProcess : IAsyncDisposable
{
    private readonly LiveConnection _connection;
    private readonly string _name;
    private readonly SshCommand _command;
    private readonly OutputSink _stdout;
    private readonly OutputSink _stderr;
    private readonly CancellationTokenSource _noMoreInput = new();
    private Task _input = Task.CompletedTask;
    private Task _exited = Task.CompletedTask;

    private RemoteProcess(LiveConnection connection, string name, SshCommand command, OutputSink stdout, OutputSink stderr) =>
        (_connection, _name, _command, _stdout, _stderr) = (connection, name, command, stdout, stderr);

    /// <summary>Completes when the host reports the end of the command. Fails if the connection ends first.</summary>
    public Task Exited => _exited;

    /// <param name="name">the command as shown in messages</param>
    /// <param name="line">command line that sshd passes to the login user's shell</param>
    /// <param name="preface">sent on stdin before <see cref="CommandOptions.Stdin"/></param>
    /// <exception cref="NeverStartedException">the connection was lost before the host received the command</exception>
    /// <exception cref="ConnectionLostException">the connection was lost while the command was being started</exception>
    /// <exception cref="OperationFailedException">the host refuses another session</exception>
    public static async Task<RemoteProcess> StartAsync(LiveConnection connection, string name, string line, byte[] preface, CommandOptions options)
    {
        CommandChannel? channel = null;
        SshCommand? command = null;
        try
        {
            command = connection.Client.CreateCommand(line);
            channel = new CommandChannel(connection, command);
            var process = new RemoteProcess(connection, name, command, options.Stdout.Open(channel), options.Stderr.Open(channel));
            SshNetInternals.SetOutput(command, process._stdout);
            SshNetInternals.SetExtendedOutput(command, process._stderr);
            process._exited = await DedicatedThread.Run(() => command.ExecuteAsync(CancellationToken.None));
            process._input = StdinPump.PumpAsync(channel, preface, options.Stdin, process._noMoreInput.Token);
            return process;
        }
        catch (Exception e) when (IsConnectionFailure(e))
        {
            command?.Dispose();
            if (channel is { WasOpened: true })
                throw Lost(connection, name, e);
            if (connection.IsAlive && e is not SshConnectionException)
            {
                throw new OperationFailedException(
                    ExitCode.ProvisioningFailed,
                    $"{connection.Host}: sshd grants no further session ({e.Message})",
                    "raise MaxSessions in its sshd_config",
                    e
                );
            }

            throw new NeverStartedException(e.Message, e);
        }
    }

    /// <summary>Waits until the command has exited and all its output was taken.</summary>
    /// <exception cref="ConnectionLostException">the connection was lost before the command ended</exception>
    /// <exception cref="OperationCanceledException">the wait was cancelled; the process still runs</exception>
    public async Task<CommandResult> WaitAsync(CancellationToken cancellationToken)
    {
        try
        {
            var end = await Task.WhenAny(_exited, _connection.Lost, FailureOf(_input), _stdout.Failed, _stderr.Failed).WaitAsync(cancellationToken);
            await end;
            if (end == _connection.Lost && !_exited.IsCompletedSuccessfully)
                throw Lost(_connection, _name, null);
            await Task.WhenAny(Task.WhenAll(_stdout.CompleteAsync(), _stderr.CompleteAsync()), _stdout.Failed, _stderr.Failed)
                .Unwrap()
                .WaitAsync(cancellationToken);
            return new(
                _connection.Host,
                _name,
                _command.ExitStatus,
                _command.ExitSignal,
                _stdout.Captured,
                _stderr.Captured,
                _stdout.Truncated || _stderr.Truncated
            );
        }
        catch (Exception e) when (IsConnectionFailure(e) && (_exited.IsFaulted || !_connection.IsAlive))
        {
            throw Lost(_connection, _name, e);
        }
    }

    /// <summary>Drops the remaining output.</summary>
    public void Discard()
    {
        _stdout.Discard();
        _stderr.Discard();
    }

    public async ValueTask DisposeAsync()
    {
        await _noMoreInput.CancelAsync();
        Discard();
        // Closing a channel that the host keeps open blocks for a second.
        if (_exited.IsCompletedSuccessfully)
            _command.Dispose();
        else
            _ = DedicatedThread.Run(_command.Dispose);
        _ = _input.ContinueWith(_ => _noMoreInput.Dispose(), TaskScheduler.Default);
    }

    private static ConnectionLostException Lost(LiveConnection connection, string name, Exception? e) =>
        new(
            connection.Host,
            RemoteCommandLine.Abbreviate(name),
            connection.Lost is { IsCompletedSuccessfully: true } lost ? lost.Result : e?.Message ?? "closed",
            e
        );

    private static async Task FailureOf(Task work)
    {
        await work;
        await new TaskCompletionSource().Task;
    }

    // If another thread is closing the connection, SSH.NET throws any of these.
    private static bool IsConnectionFailure(Exception e) => e is SshException or SocketException or ObjectDisposedException or NullReferenceException;
}
