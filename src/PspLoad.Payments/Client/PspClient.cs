using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using PspLoad.Load.Http;
using PspLoad.Payments.Journal;
using PspLoad.Payments.Stories;

namespace PspLoad.Payments.Client;

/// <summary>
/// Client of the reference PSP for one merchant: signs and sends requests, reads answers, and keeps the journal. Thread-safe. It never repeats
/// a request by itself: a request that timed out is indeterminate until its key is replayed.
/// </summary>
/// <param name="transport">carries the requests; its owner disposes of it</param>
/// <param name="target">address of the PSP</param>
/// <param name="merchant">the merchant</param>
/// <param name="journal">records requests and answers</param>
/// <param name="time">wall clock of signatures and journal records</param>
public sealed class PspClient(IHttpTransport transport, HttpTarget target, MerchantCredentials merchant, PaymentJournal journal, TimeProvider time)
    : IDisposable
{
    private readonly ConcurrentQueue<PspCall> _calls = new();

    /// <summary>For flows that use another PSP's API.</summary>
    public IHttpTransport Transport => transport;

    /// <inheritdoc cref="Transport"/>
    public HttpTarget Target => target;

    internal MerchantCredentials Merchant => merchant;

    internal TimeProvider Time => time;

    /// <summary>Microseconds since 1970, UTC.</summary>
    public long Now => (time.GetUtcNow().UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>Journals the intent, sends it, and journals the answer.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<Reply> AskAsync(Intent intent, CancellationToken cancellationToken)
    {
        journal.Write(intent);
        var reply = await SendAsync(intent, intent.Key, cancellationToken);
        Note(intent, reply);
        return reply;
    }

    /// <summary>Sends the request of an intent without journalling it.</summary>
    /// <param name="intent">the request</param>
    /// <param name="requestId">correlation id</param>
    /// <param name="cancellationToken">gives up; the outcome is then unknown, as after a time-out</param>
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

    /// <summary>Reads a payment. It moves no money, so it is not journalled.</summary>
    public ValueTask<Reply> ReadPaymentAsync(string paymentId, string requestId, CancellationToken cancellationToken) =>
        GetAsync($"/v1/payments/{paymentId}", requestId, static (exchange, response, id) => Reply.Read(exchange, response, id), cancellationToken);

    /// <param name="path">path with query</param>
    /// <param name="requestId">correlation id</param>
    /// <param name="read">copies what it needs out of the response; its buffer is reused afterwards</param>
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

    /// <summary>Journals an intent; call it before sending.</summary>
    public void Note(Intent intent) => journal.Write(intent);

    /// <summary>Journals an answer.</summary>
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
