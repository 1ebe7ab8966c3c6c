using Microsoft.Extensions.Logging;
using PspLoad.Core.Errors;
using Renci.SshNet;

namespace PspLoad.Provisioning.Ssh.Sessions;

/// <summary>
/// One established SSH connection, from login to loss. A lost connection is never reused; a new one is opened instead.
/// </summary>
internal sealed class LiveConnection : IDisposable
{
    private readonly GatewayTunnel? _tunnel;
    private readonly ILogger _logger;
    private readonly TaskCompletionSource<string> _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _received;

    public LiveConnection(string host, SshClient client, GatewayTunnel? tunnel, int maxSessions, ILogger logger)
    {
        (Host, Client, _tunnel, _logger) = (host, client, tunnel, logger);
        Slots = new SemaphoreSlim(Math.Max(1, maxSessions - 1));
        client.ErrorOccurred += (_, error) => Abandon(error.Exception.Message);
    }

    public string Host { get; }

    public SshClient Client { get; }

    /// <summary>Sessions available to commands.</summary>
    public SemaphoreSlim Slots { get; }

    /// <summary>The session reserved for stopping commands and for keep-alives.</summary>
    public SemaphoreSlim ReservedSlot { get; } = new(1);

    /// <summary>Ensures that root access is probed only once per connection.</summary>
    public SemaphoreSlim RootAccessGate { get; } = new(1);

    public RootAccess? RootAccess { get; set; }

    /// <summary>The reason why the sudo password was refused. It is not tried again, because repeated failures lock accounts.</summary>
    public OperationFailedException? PasswordRefusal { get; set; }

    /// <summary>Completes with the reason when the connection is lost.</summary>
    public Task<string> Lost => _lost.Task;

    public bool IsAlive => !_lost.Task.IsCompleted && Client.IsConnected;

    /// <summary>Counter that grows with all data that arrives.</summary>
    public long Received => Interlocked.Read(ref _received);

    public void CountReceived(int bytes) => Interlocked.Add(ref _received, bytes);

    /// <summary>Marks the connection as lost. Returns at once, because it may be called on the thread that reads from the connection.</summary>
    public void Abandon(string reason)
    {
        if (!_lost.TrySetResult(reason))
            return;
        _logger.Lost(Host, reason);
        _ = DedicatedThread.Run(Close);
    }

    /// <summary>Closes the connection intentionally.</summary>
    public void Dispose()
    {
        if (_lost.TrySetResult("closed by this program"))
            Close();
    }

    private void Close()
    {
        Client.Dispose();
        _tunnel?.Dispose();
    }
}
