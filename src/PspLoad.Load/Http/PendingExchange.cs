using System.Diagnostics;
using System.Threading.Tasks.Sources;
using PspLoad.Core.Load;

namespace PspLoad.Load.Http;

/// <summary>The current request of an <see cref="HttpResponse"/>: its awaitable result, and the state needed to send or resend it.</summary>
internal sealed class PendingExchange : IValueTaskSource<HttpExchange>
{
    private ManualResetValueTaskSourceCore<HttpExchange> _source;
    private int _inFlight;

    public PendingExchange(HttpResponse response)
    {
        Response = response;
        QueueNode = new LinkedListNode<PendingExchange>(this);
    }

    public HttpResponse Response { get; }
    public HttpRequest Request { get; private set; } = null!;
    public CancellationToken Cancellation { get; private set; }
    public long StartedAt { get; private set; }
    public bool OpenedConnection { get; set; }

    /// <summary>Whether an earlier attempt wrote the request: the peer may have acted on it, however the next attempt ends.</summary>
    public bool WasWritten { get; set; }

    /// <summary>Position in the pool's queue, and how long it may wait there (timestamp).</summary>
    public LinkedListNode<PendingExchange> QueueNode { get; }

    /// <inheritdoc cref="QueueNode"/>
    public long QueuedUntil { get; set; }

    /// <exception cref="InvalidOperationException">The response already carries another request.</exception>
    public ValueTask<HttpExchange> Start(HttpRequest request, CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _inFlight, 1) != 0)
            throw new InvalidOperationException("an HttpResponse carries one request at a time: await the last one first, or use a second HttpResponse");
        _source.Reset();
        Request = request;
        Cancellation = cancellationToken;
        OpenedConnection = WasWritten = false;
        Response.Status = 0;
        Response.Resends = 0;
        Response.ConnectTime = Response.TlsTime = TimeSpan.Zero;
        StartedAt = Stopwatch.GetTimestamp();
        return new ValueTask<HttpExchange>(this, _source.Version);
    }

    /// <summary>Runs the caller's continuation on this thread.</summary>
    public void Complete(in HttpExchange result) => _source.SetResult(result);

    /// <summary>Ends the request without a connection.</summary>
    public void Fail(ErrorKind error, string detail) =>
        Complete(
            new HttpExchange
            {
                Error = error,
                Detail = detail,
                NothingSent = !WasWritten,
                StartedAt = StartedAt,
                EndedAt = Stopwatch.GetTimestamp(),
                OpenedConnection = OpenedConnection,
            }
        );

    /// <summary>Passes a defect of the transport to the caller, who would otherwise wait forever.</summary>
    public void Throw(Exception defect) => _source.SetException(defect);

    HttpExchange IValueTaskSource<HttpExchange>.GetResult(short token)
    {
        Volatile.Write(ref _inFlight, 0);
        return _source.GetResult(token);
    }

    ValueTaskSourceStatus IValueTaskSource<HttpExchange>.GetStatus(short token) => _source.GetStatus(token);

    void IValueTaskSource<HttpExchange>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags);
}
