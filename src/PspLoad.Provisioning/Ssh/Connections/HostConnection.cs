using Microsoft.Extensions.Logging;
using PspLoad.Core.Environments;
using PspLoad.Core.Errors;
using PspLoad.Provisioning.Ssh.Sessions;

namespace PspLoad.Provisioning.Ssh.Connections;

/// <summary>Manages the connection to one host. Connects on first use and reconnects with backoff after a loss.</summary>
/// <param name="gateway">null for the gateway itself</param>
internal sealed class HostConnection(HostDefinition host, SshDialer dialer, HostConnection? gateway, SshOptions options, TimeProvider time, ILogger logger)
    : IAsyncDisposable
{
    private static readonly TimeSpan s_firstDelay = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan s_longestDelay = TimeSpan.FromSeconds(8);

    private readonly SemaphoreSlim _gate = new(1);
    private readonly Backoff _backoff = new(s_firstDelay, s_longestDelay, HashCode.Combine(options.Seed, host.Address));
    private readonly CancellationTokenSource _stopping = new();
    private LiveConnection? _live;
    private Task _signsOfLife = Task.CompletedTask;

    public HostDefinition Host => host;

    public SshOptions Options => options;

    public TimeProvider Time => time;

    public ILogger Logger => logger;

    /// <summary>Returns the current connection or opens a new one. Concurrent callers share it.</summary>
    /// <exception cref="HostUnreachableException">all <see cref="SshOptions.ConnectAttempts"/> attempts failed</exception>
    /// <exception cref="OperationFailedException">the host key, the login key or the gateway was refused</exception>
    public async Task<LiveConnection> OpenAsync(CancellationToken cancellationToken)
    {
        if (_live is { IsAlive: true } live)
            return live;
        await _gate.WaitAsync(cancellationToken);
        try
        {
            ObjectDisposedException.ThrowIf(_stopping.IsCancellationRequested, this);
            if (_live is { IsAlive: true } made)
                return made;
            _live?.Abandon("closed by the host");
            _live = await ConnectAsync(cancellationToken);
            _signsOfLife = SignOfLife.WatchAsync(_live, this, _stopping.Token);
            return _live;
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _gate.WaitAsync();
        if (_live is { } live)
            await DedicatedThread.Run(live.Dispose);
        await _signsOfLife;
        _gate.Release();
    }

    private async Task<LiveConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            // The gateway has its own attempts. Its failure is not counted as the host's.
            var through = gateway is null ? null : await gateway.OpenAsync(cancellationToken);
            try
            {
                return await dialer.DialAsync(host, through, cancellationToken);
            }
            catch (HostUnreachableException e) when (attempt < options.ConnectAttempts)
            {
                var delay = _backoff.After(attempt);
                logger.ConnectFailed(host.Name, attempt, e.Problem, delay);
                await Task.Delay(delay, time, cancellationToken);
            }
        }
    }
}
