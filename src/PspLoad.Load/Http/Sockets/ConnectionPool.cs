using System.Diagnostics;
using PspLoad.Core.Load;

namespace PspLoad.Load.Http.Sockets;

/// <summary>
/// Connections up to a cap. The most recently used idle connection serves first; beyond the cap requests wait in order. The sweep ends
/// late or cancelled requests.
/// </summary>
internal sealed class ConnectionPool(HttpTransportOptions options, ChannelOpener opener)
{
    private readonly Lock _gate = new();
    private readonly List<HttpConnection> _all = [];
    private readonly LinkedList<HttpConnection> _idle = [];
    private readonly LinkedList<PendingExchange> _waiting = [];
    private readonly long _queueTicks = Ticks(options.ConnectTimeout);
    private bool _closed;
    private long _opened;
    private long _openFailed;
    private long _closedIdle;
    private long _surplusData;
    private long _resent;

    public HttpTransportOptions Options { get; } = options;
    public ChannelOpener Opener { get; } = opener;
    public AnswerTally Tally { get; } = new();
    public long ReadTimeoutTicks { get; } = Ticks(options.ReadTimeout);

    public void Dispatch(PendingExchange exchange, long now)
    {
        while (true)
        {
            HttpConnection? connection = null;
            var open = false;
            lock (_gate)
            {
                if (!_closed && _idle.Last is { } last)
                {
                    _idle.Remove(last);
                    connection = last.Value;
                }
                else if (!_closed && _all.Count < Options.MaxConnections)
                {
                    connection = Add();
                    open = true;
                }
                else if (!_closed)
                {
                    exchange.QueuedUntil = now + _queueTicks;
                    _waiting.AddLast(exchange.QueueNode);
                    return;
                }
            }

            if (connection is null)
                exchange.Fail(ErrorKind.Interrupted, "the transport is closed");
            else if (open)
                _ = connection.OpenAsync(exchange);
            else if (!connection.TryBegin(exchange, now))
                continue;
            return;
        }
    }

    /// <summary>Sends the exchange again, on a connection that cannot be stale.</summary>
    public void Resend(PendingExchange exchange, bool wasWritten)
    {
        exchange.WasWritten = wasWritten;
        Interlocked.Increment(ref _resent);
        exchange.Response.Resends++;
        HttpConnection? connection = null;
        lock (_gate)
        {
            if (!_closed && _all.Count < Options.MaxConnections)
                connection = Add();
        }

        if (connection is null)
            Dispatch(exchange, Stopwatch.GetTimestamp());
        else
            _ = connection.OpenAsync(exchange);
    }

    public void Release(HttpConnection connection)
    {
        PendingExchange? next;
        lock (_gate)
        {
            if (connection.Index < 0)
                return;
            next = TakeWaiting();
            if (next is null)
                _idle.AddLast(connection.IdleNode);
        }

        if (next is not null && Stopwatch.GetTimestamp() is var now && !connection.TryBegin(next, now))
            Dispatch(next, now);
    }

    /// <summary>Removes a closed connection and gives its place to the next request in the queue. Idempotent.</summary>
    public void Remove(HttpConnection connection)
    {
        PendingExchange? next = null;
        HttpConnection? successor = null;
        lock (_gate)
        {
            if (connection.Index < 0)
                return;
            var last = _all[^1];
            _all[connection.Index] = last;
            last.Index = connection.Index;
            _all.RemoveAt(_all.Count - 1);
            connection.Index = -1;
            if (connection.IdleNode.List is not null)
                _idle.Remove(connection.IdleNode);
            next = TakeWaiting();
            if (next is not null)
                successor = Add();
        }

        if (next is not null)
            _ = successor!.OpenAsync(next);
    }

    public void OnOpened(bool success) => Interlocked.Increment(ref success ? ref _opened : ref _openFailed);

    public void OnClosedIdle() => Interlocked.Increment(ref _closedIdle);

    public void OnSurplusData() => Interlocked.Increment(ref _surplusData);

    public ConnectionCounts Counts
    {
        get
        {
            lock (_gate)
            {
                return new ConnectionCounts(
                    _all.Count,
                    _idle.Count,
                    _waiting.Count,
                    Interlocked.Read(ref _opened),
                    Interlocked.Read(ref _openFailed),
                    Interlocked.Read(ref _closedIdle),
                    Interlocked.Read(ref _surplusData),
                    Interlocked.Read(ref _resent),
                    Tally.Interim,
                    Tally.Cookies
                );
            }
        }
    }

    public void Sweep(long now)
    {
        HttpConnection[] connections;
        List<PendingExchange> given = [];
        lock (_gate)
        {
            connections = [.. _all];
            for (LinkedListNode<PendingExchange>? node = _waiting.First, following; node is not null; node = following)
            {
                following = node.Next;
                if (now < node.Value.QueuedUntil && !node.Value.Cancellation.IsCancellationRequested)
                    continue;
                _waiting.Remove(node);
                given.Add(node.Value);
            }
        }

        foreach (var connection in connections)
            connection.Sweep(now);
        foreach (var exchange in given)
        {
            if (exchange.Cancellation.IsCancellationRequested)
                exchange.Fail(ErrorKind.Interrupted, "cancelled while waiting for a connection");
            else
                exchange.Fail(ErrorKind.InjectorLimit, $"all {Options.MaxConnections} connections were busy for {Options.ConnectTimeout.TotalSeconds:0.###} s");
        }
    }

    /// <summary>Closes every connection; requests in flight end as errors.</summary>
    public void Close()
    {
        HttpConnection[] connections;
        PendingExchange[] waiting;
        lock (_gate)
        {
            _closed = true;
            connections = [.. _all];
            waiting = [.. _waiting];
            _waiting.Clear();
        }

        foreach (var connection in connections)
            connection.Abort();
        foreach (var exchange in waiting)
            exchange.Fail(ErrorKind.Interrupted, "the transport was closed");
    }

    private HttpConnection Add()
    {
        HttpConnection connection = new(this) { Index = _all.Count };
        _all.Add(connection);
        return connection;
    }

    private PendingExchange? TakeWaiting()
    {
        if (_waiting.First is not { } first)
            return null;
        _waiting.Remove(first);
        return first.Value;
    }

    private static long Ticks(TimeSpan time) => (long)(time.TotalSeconds * Stopwatch.Frequency);
}
