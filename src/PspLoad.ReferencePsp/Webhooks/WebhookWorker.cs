using System.Collections.Concurrent;
using System.Net.Http.Headers;
using PspLoad.ReferencePsp.Lifecycle;
using PspLoad.ReferencePsp.Merchants;
using PspLoad.ReferencePsp.Observability;
using PspLoad.ReferencePsp.Payments;

namespace PspLoad.ReferencePsp.Webhooks;

/// <summary>
/// Delivers events at least once. An event is delivered when the receiver answers 2xx. Events are signed like requests, with the webhook secret; the
/// <c>Psp-Event-Id</c> takes the place of the idempotency key. It is the same for every attempt.
/// </summary>
public sealed class WebhookWorker(
    WebhookStore store,
    MerchantDirectory merchants,
    PspMetrics metrics,
    Readiness readiness,
    TimeProvider time,
    ILogger<WebhookWorker> log
) : BackgroundLoop(readiness, time, log)
{
    private const int BatchSize = 64;
    private const string ContentType = "application/json";
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan s_answerTimeout = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Longer than the slowest batch, in which no receiver answers: 64 events, 16 at a time, 5 s each. After it another node sends what a killed node
    /// had taken.
    /// </summary>
    private static readonly TimeSpan s_lease = TimeSpan.FromSeconds(30);
    private static readonly ParallelOptions s_parallelism = new() { MaxDegreeOfParallelism = 16 };

    private readonly HttpClient _http = new(
        new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = s_answerTimeout,
            ActivityHeadersPropagator = null,
        }
    )
    {
        Timeout = s_answerTimeout,
    };

    public override void Dispose()
    {
        _http.Dispose();
        base.Dispose();
    }

    protected override async Task<TimeSpan> StepAsync(CancellationToken cancellationToken)
    {
        var due = await store.TakeDueAsync(BatchSize, s_lease, cancellationToken);
        ConcurrentBag<Guid> delivered = [];
        await Parallel.ForEachAsync(due, s_parallelism, async (item, _) =>
        {
            var told = await TrySendAsync(item);
            metrics.WebhookAttempted(told);
            if (told)
                delivered.Add(item.Id);
            else
                await store.PostponeAsync(item.Id, WebhookBackoff.After(item.Attempt, item.Id), CancellationToken.None);
        });
        if (!delivered.IsEmpty)
            await store.DeliveredAsync([.. delivered], CancellationToken.None);
        if (due.Count == BatchSize)
            return TimeSpan.Zero;
        metrics.WebhookBacklog = await store.CountBacklogAsync(cancellationToken);
        return s_pause;
    }

    private async Task<bool> TrySendAsync(WebhookEvent item)
    {
        var merchant = merchants.ById(item.MerchantId);
        if (merchant.WebhookUrl is not { } url)
            return false;
        using HttpRequestMessage request = new(HttpMethod.Post, url) { Content = new ByteArrayContent(item.Payload) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(ContentType);
        request.Headers.Add("Psp-Event-Id", Identifiers.Event(item.Id));
        request.Headers.Add("Psp-Signature", Sign(item, url, merchant));
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, CancellationToken.None);
            return response.IsSuccessStatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    private string Sign(WebhookEvent item, Uri url, Merchant merchant)
    {
        SignedRequest signed = new()
        {
            Method = "POST",
            Target = url.PathAndQuery,
            ContentType = ContentType,
            IdempotencyKey = Identifiers.Event(item.Id),
            Body = item.Payload,
        };
        return RequestSignature.Create(Time.GetUtcNow().ToUnixTimeSeconds(), signed, merchant.WebhookSecret);
    }
}
