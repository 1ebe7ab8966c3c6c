using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using PspLoad.Load.Http;
using PspLoad.Payments.Journal;
using PspLoad.Payments.Stories;

namespace PspLoad.Payments.Client;

/// <summary>
/// Speaks to the reference PSP for one merchant: signs, sends, understands, and keeps the journal. Any number of callers at once. It never
/// repeats a request by itself: what
/// timed out is indeterminate until somebody repeats its key.
/// </summary>
/// <param name="transport">carries the requests; disposed of by whoever made it</param>
/// <param name="target">where it carries them</param>
/// <param name="merchant">whose payments</param>
/// <param name="journal">is told what was asked and answered</param>
/// <param name="time">wall clock: signatures and the journal</param>
public sealed class PspClient(IHttpTransport transport, HttpTarget target, MerchantCredentials merchant, PaymentJournal journal, TimeProvider time)
    : IDisposable
{
    private readonly ConcurrentQueue<PspCall> _calls = new();

    /// <summary>For flows that speak to another PSP.</summary>
    public IHttpTransport Transport => transport;

    /// <inheritdoc cref="Transport"/>
    public HttpTarget Target => target;

    internal TimeProvider Time => time;

    /// <summary>Microseconds since 1970, UTC.</summary>
    public long Now => (time.GetUtcNow().UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>Journal, send, journal.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<Reply> AskAsync(Intent intent, CancellationToken cancellationToken)
    {
        journal.Write(intent);
        var reply = await SendAsync(intent, intent.Key, cancellationToken);
        Note(intent, reply);
        return reply;
    }

    /// <summary>Sends what the intent asks for, without a word in the journal.</summary>
    /// <param name="intent">what to ask for</param>
    /// <param name="requestId">correlation id</param>
    /// <param name="cancellationToken">gives up; the outcome is then as unknown as after a time-out</param>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<Reply> SendAsync(Intent intent, string requestId, CancellationToken cancellationToken)
    {
        var call = Rent();
        call.PreparePost(intent, requestId, time.GetUtcNow().ToUnixTimeSeconds());
        var exchange = await transport.SendAsync(call.Request, call.Response, cancellationToken);
        var reply = Reply.Read(exchange, call.Response, requestId);
        _calls.Enqueue(call);
        return reply;
    }

    /// <summary>Reads a payment. Nothing is owed for it, so the journal is not told.</summary>
    public ValueTask<Reply> ReadPaymentAsync(string paymentId, string requestId, CancellationToken cancellationToken) =>
        GetAsync($"/v1/payments/{paymentId}", requestId, static (exchange, response, id) => Reply.Read(exchange, response, id), cancellationToken);

    /// <param name="path">with its query</param>
    /// <param name="requestId">correlation id</param>
    /// <param name="read">takes what it wants out of the response, which is used again afterwards</param>
    /// <param name="cancellationToken">gives up</param>
    internal async ValueTask<T> GetAsync<T>(
        string path,
        string requestId,
        Func<HttpExchange, HttpResponse, string, T> read,
        CancellationToken cancellationToken
    )
    {
        var call = Rent();
        call.PrepareGet(path, requestId, time.GetUtcNow().ToUnixTimeSeconds());
        var exchange = await transport.SendAsync(call.Request, call.Response, cancellationToken);
        var result = read(exchange, call.Response, requestId);
        _calls.Enqueue(call);
        return result;
    }

    /// <summary>Journals what is about to be asked.</summary>
    public void Note(Intent intent) => journal.Write(intent);

    /// <summary>Journals what was told.</summary>
    public void Note(Answer answer) => journal.Write(answer);

    /// <inheritdoc cref="Note(Answer)"/>
    public void Note(Intent intent, Reply reply) => Note(reply.ToAnswer(intent, Now));

    public void Dispose()
    {
        while (_calls.TryDequeue(out var call))
            call.Dispose();
    }

    private PspCall Rent() => _calls.TryDequeue(out var call) ? call : new PspCall(target, merchant);
}
