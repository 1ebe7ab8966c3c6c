using System.Diagnostics;
using System.Net.Security;
using System.Net.Sockets;
using PspLoad.Core.Load;

namespace PspLoad.Load.Http.Sockets;

/// <summary>
/// One keep-alive connection. A receive is always outstanding, also between requests, so a close by the peer is noticed at once and not
/// by the next request. A request costs one send, one receive that finds nothing, and one that finds the response. It ends once it is
/// both sent and answered, in either order and on either thread.
/// </summary>
internal sealed class HttpConnection
{
    private const int Opening = 0,
        Idle = 1,
        Busy = 2,
        Closed = 3;
    private const int Sent = 1,
        Answered = 2;
    private const string Aborted = "the transport was closed";

    private readonly ConnectionPool _pool;
    private readonly ReceiveBuffer _buffer = new();
    private readonly ResponseParser _parser;
    private readonly Watchdog _watchdog = new();
    private SocketChannel _channel = null!;
    private SslStream? _tls;
    private PendingExchange _exchange = null!;
    private int _state = Opening;
    private int _progress;
    private int _served;
    private long _sentBefore;
    private long _receivedBytes;
    private long _firstByteAt;
    private long _endedAt;
    private bool _reusable;
    private bool _tlsBroken;
    private volatile bool _aborted;
    private ErrorKind _error;
    private string? _detail;

    public HttpConnection(ConnectionPool pool)
    {
        _pool = pool;
        _parser = new ResponseParser(pool.Options.Limits, pool.Tally);
        IdleNode = new LinkedListNode<HttpConnection>(this);
    }

    /// <summary>Position in the pool's list of idle connections.</summary>
    public LinkedListNode<HttpConnection> IdleNode { get; }

    /// <summary>Position in the pool's list of all connections; -1 after removal.</summary>
    public int Index { get; set; }

    public void Sweep(long now) => _watchdog.Sweep(now);

    /// <summary>Opens the connection and carries the exchange that requested it.</summary>
    public async Task OpenAsync(PendingExchange exchange)
    {
        OpenedChannel opened;
        exchange.OpenedConnection = true;
        try
        {
            opened = await _pool.Opener.OpenAsync(_watchdog, exchange.Cancellation);
        }
        catch (Exception defect)
        {
            _pool.Remove(this);
            exchange.Throw(defect);
            return;
        }

        exchange.Response.ConnectTime = Stopwatch.GetElapsedTime(0, opened.ConnectTicks);
        exchange.Response.TlsTime = Stopwatch.GetElapsedTime(0, opened.TlsTicks);
        _pool.OnOpened(opened.Error == ErrorKind.None);
        if (opened.Error != ErrorKind.None)
        {
            // A refused connect ends at once. Continuing here would let a caller that retries in a loop grow this stack.
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            _pool.Remove(this);
            if (Volatile.Read(ref _state) == Closed)
                exchange.Fail(ErrorKind.Interrupted, Aborted);
            else
                exchange.Fail(opened.Error, opened.Detail!);
            return;
        }

        _channel = opened.Channel!;
        _tls = opened.Tls;
        if (Interlocked.CompareExchange(ref _state, Idle, Opening) != Opening)
        {
            _channel.Dispose();
            exchange.Fail(ErrorKind.Interrupted, Aborted);
            return;
        }

        _ = ReceiveAsync();
        if (TryBegin(exchange, Stopwatch.GetTimestamp()))
            return;
        if (_aborted)
            exchange.Fail(ErrorKind.Interrupted, Aborted);
        else
            exchange.Fail(ErrorKind.Reset, "the peer closed a new connection before the request" + _pool.Opener.Tls?.Hint);
    }

    /// <returns>false if the peer has closed the connection; the exchange is then untouched</returns>
    public bool TryBegin(PendingExchange exchange, long now)
    {
        _exchange = exchange;
        _progress = 0;
        _firstByteAt = _receivedBytes = 0;
        _error = ErrorKind.None;
        _detail = null;
        _sentBefore = _channel.BytesSent;
        _parser.Start(exchange.Response, exchange.Request.IsHead);
        _watchdog.Arm(now + _pool.ReadTimeoutTicks, exchange.Cancellation);
        if (Interlocked.CompareExchange(ref _state, Busy, Idle) != Idle)
        {
            _watchdog.Disarm();
            return false;
        }

        Send(exchange.Request.Bytes);
        return true;
    }

    /// <summary>The transport is closing: a request in flight ends as <see cref="ErrorKind.Interrupted"/>.</summary>
    public void Abort()
    {
        // Closing the socket can also look like an end of the stream: the flag says whose end it was.
        _aborted = true;
        if (Interlocked.CompareExchange(ref _state, Closed, Opening) == Opening || Interlocked.CompareExchange(ref _state, Closed, Idle) == Idle)
            Close();
        else
            _channel.Dispose();
    }

    private void Send(ReadOnlyMemory<byte> bytes)
    {
        // A failed send does not end the request: the response may be there already (413, 503). If not, the receiving side sees the same failure.
        ValueTask rest = default;
        if (_tls is not null)
            rest = SendTlsAsync(_tls, bytes);
        else if (_channel.TrySend(bytes.Span) is >= 0 and var count && count < bytes.Length)
            rest = SendRestAsync(bytes[count..]);

        if (rest.IsCompletedSuccessfully)
            OnProgress(Sent);
        else
            _ = FinishSendingAsync(rest);
    }

    private async ValueTask SendRestAsync(ReadOnlyMemory<byte> bytes) => await _channel.SendAllAsync(bytes);

    private static ValueTask SendTlsAsync(SslStream tls, ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return tls.WriteAsync(bytes);
        }
        catch (ObjectDisposedException)
        {
            return default;
        }
    }

    private async Task FinishSendingAsync(ValueTask rest)
    {
        try
        {
            await rest;
        }
        catch (IOException e)
        {
            _detail = TextOf(e);
        }
        catch (ObjectDisposedException)
        {
            // The receiving side knows why.
        }

        OnProgress(Sent);
    }

    private async Task ReceiveAsync()
    {
        var finished = false;
        while (true)
        {
            // The next receive is posted before the caller gets the response, so a close right behind it is known before the connection is reused.
            var receive = _tls is null ? _channel.ReceiveAsync(_buffer.Room(_parser.BodyRemaining)) : _tls.ReadAsync(Memory<byte>.Empty);
            if (finished)
                Finish();
            int count;
            try
            {
                count = await receive;
                if (_tls is not null)
                    count = await _tls.ReadAsync(_buffer.Room(_parser.BodyRemaining));
            }
            catch (IOException e)
            {
                count = e.InnerException is SocketException cause ? -(int)cause.SocketErrorCode : 0;
                _tlsBroken = e.InnerException is not SocketException;
                _detail = TextOf(e);
            }

            if (count <= 0 || !OnReceived(count, out finished))
            {
                if (count <= 0)
                    OnEnd((SocketError)(-count));
                else if (finished)
                    Finish();
                else
                    _channel.Dispose();
                break;
            }
        }

        _buffer.Clear();
        _tls?.Dispose();
        _channel.Dispose();
    }

    /// <returns>false when this connection needs no further reads</returns>
    private bool OnReceived(int count, out bool finished)
    {
        finished = false;
        _buffer.Received(count);
        if (Interlocked.CompareExchange(ref _state, Closed, Idle) == Idle || (Volatile.Read(ref _progress) & Answered) != 0)
        {
            _pool.OnSurplusData();
            Close();
            return false;
        }

        var now = Stopwatch.GetTimestamp();
        if (_firstByteAt == 0)
            _firstByteAt = now;
        _receivedBytes += count;
        _buffer.Consume(_parser.Parse(_buffer.Unread));
        if (!_parser.IsComplete && _parser.Violation is null)
            return true;

        _endedAt = now;
        _reusable = _parser.IsComplete && _parser.KeepAlive && _buffer.IsEmpty;
        if (_parser.Violation is not null)
            (_error, _detail) = (ErrorKind.Protocol, _parser.Violation);
        else if (!_buffer.IsEmpty)
            _pool.OnSurplusData();
        var goOn = _reusable;
        _buffer.Clear();
        finished = IsLast(Answered);
        return goOn;
    }

    private void OnEnd(SocketError error)
    {
        switch (Interlocked.Exchange(ref _state, Closed))
        {
            case Idle:
                _pool.OnClosedIdle();
                Close();
                return;
            case Busy when (Volatile.Read(ref _progress) & Answered) == 0:
                _endedAt = Stopwatch.GetTimestamp();
                _reusable = false;
                _parser.EndOfStream();
                if (error != SocketError.Success || _tlsBroken || !_parser.IsComplete)
                    OnBroken(error);
                OnProgress(Answered);
                return;
        }
    }

    private void OnBroken(SocketError error)
    {
        _error =
            _aborted || error == SocketError.OperationAborted ? ErrorKind.Interrupted
            : _tlsBroken ? ErrorKind.Tls
            : ErrorKind.Reset;
        _detail ??= (error, _firstByteAt) switch
        {
            _ when _aborted => Aborted,
            (SocketError.Success, 0) => "the peer closed the connection without an answer" + Hint,
            (SocketError.Success, _) => "the peer closed the connection before the end of the answer",
            _ => SocketErrors.Describe(error) + Hint,
        };
    }

    /// <summary>In TLS 1.3 a server refuses a client without a certificate after the handshake.</summary>
    private string Hint => _served == 0 && _firstByteAt == 0 ? _pool.Opener.Tls?.Hint ?? "" : "";

    /// <returns>the cause in words; null for an error of the socket, which is described where it is known</returns>
    private string? TextOf(IOException failure) =>
        _pool.Opener.Tls is { } tls && failure.InnerException is not SocketException ? TlsFailures.Describe(failure, tls) : null;

    private void OnProgress(int half)
    {
        if (IsLast(half))
            Finish();
    }

    private bool IsLast(int half) => (Interlocked.Or(ref _progress, half) | half) == (Sent | Answered);

    /// <summary>Returns or closes the connection, then informs the caller. After <c>Release</c> the fields belong to the next exchange.</summary>
    private void Finish()
    {
        var exchange = _exchange;
        var verdict = _watchdog.Disarm();
        var result = Result(exchange, verdict);
        var again =
            _firstByteAt == 0
            && result.Error == ErrorKind.Reset
            && exchange.Response.Resends == 0
            && (result.NothingSent || (_served > 0 && exchange.Request.MayBeResent));
        var keep = _reusable && verdict == WatchVerdict.InTime && ++_served != _pool.Options.RequestsPerConnection;
        if (keep && Interlocked.CompareExchange(ref _state, Idle, Busy) == Busy)
            _pool.Release(this);
        else
            Retire(result.Error == ErrorKind.None);

        if (again)
            _pool.Resend(exchange, wasWritten: !result.NothingSent);
        else
            exchange.Complete(result);
    }

    private HttpExchange Result(PendingExchange exchange, WatchVerdict verdict)
    {
        var nothingSent = _channel.BytesSent == _sentBefore;
        (var error, var detail) = (_error, verdict) switch
        {
            (ErrorKind.None, _) => (ErrorKind.None, null),
            (ErrorKind.Protocol, _) => (_error, _detail),
            (_, WatchVerdict.Late) => (ErrorKind.ReadTimeout, _firstByteAt == 0 ? "no answer in time" : "the answer was not complete in time"),
            (_, WatchVerdict.Cancelled) => (ErrorKind.Interrupted, "cancelled while waiting for the answer"),
            _ => (_error, _detail),
        };
        return new HttpExchange
        {
            Error = error,
            Detail = detail,
            Status = (short)exchange.Response.Status,
            OpenedConnection = exchange.OpenedConnection,
            NothingSent = nothingSent && !exchange.WasWritten,
            StartedAt = exchange.StartedAt,
            FirstByteAt = _firstByteAt,
            EndedAt = _endedAt,
            BytesSent = nothingSent ? 0 : exchange.Request.Bytes.Length,
            BytesReceived = _receivedBytes,
        };
    }

    private void Retire(bool politely)
    {
        if (politely && _tls is not null && Volatile.Read(ref _state) == Busy)
        {
            // close_notify, as RFC 8446 §6.1 asks. The kernel accepts these few bytes at once, or the peer does not get them.
            try
            {
                _ = _tls.ShutdownAsync().Exception;
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
            {
                // The answer is complete, so nobody misses the farewell.
            }
        }

        Close();
    }

    private void Close()
    {
        Volatile.Write(ref _state, Closed);
        _watchdog.Channel?.Shutdown();
        _pool.Remove(this);
    }
}
