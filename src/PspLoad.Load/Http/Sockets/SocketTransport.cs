using System.Diagnostics;
using PspLoad.Core.Load;

namespace PspLoad.Load.Http.Sockets;

/// <summary>
/// HTTP/1.1 for load, over sockets with their own epoll threads and SslStream. In steady state a request allocates nothing and costs one
/// locked access to the pool and two timestamps. One sweep enforces the time-outs of all connections. Continuations after a response run
/// on a <see cref="Poller"/>'s thread, so they must not block.
/// </summary>
public sealed class SocketTransport : IHttpTransport
{
    private readonly ConnectionPool _pool;
    private readonly ITimer _sweep;

    /// <exception cref="ArgumentException">The options ask for HTTP/2.</exception>
    public SocketTransport(HttpTransportOptions options, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Version != new Version(1, 1))
            throw new ArgumentException($"the socket transport speaks HTTP/1.1, not {options.Version}", nameof(options));
        time ??= TimeProvider.System;
        _pool = new ConnectionPool(options.Checked(), new ChannelOpener(options, time));
        _sweep = time.CreateTimer(static pool => ((ConnectionPool)pool!).Sweep(Stopwatch.GetTimestamp()), _pool, options.SweepInterval, options.SweepInterval);
    }

    public ConnectionCounts Connections => _pool.Counts;

    /// <inheritdoc/>
    public ValueTask<HttpExchange> SendAsync(HttpRequest request, HttpResponse response, CancellationToken cancellationToken)
    {
        var exchange = response.Exchange;
        var result = exchange.Start(request, cancellationToken);
        if (cancellationToken.IsCancellationRequested)
            exchange.Fail(ErrorKind.Interrupted, "cancelled before it was sent");
        else
            _pool.Dispatch(exchange, exchange.StartedAt);
        return result;
    }

    /// <summary>Closes all connections; requests in flight end as errors.</summary>
    public async ValueTask DisposeAsync()
    {
        await _sweep.DisposeAsync();
        _pool.Close();
    }
}
