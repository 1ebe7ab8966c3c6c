using System.Net;
using PspLoad.IntegrationTests.Payments.Stack;

namespace PspLoad.IntegrationTests.Payments.Flows;

/// <summary>Stands between the PSP and the harness: forwards webhooks, loses some of them, or holds the answers back.</summary>
internal sealed class WebhookFront : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly HttpClient _http = new();
    private readonly Task _accepting;
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _holds;
    private int _held;
    private int _seen;
    private int _lost;

    public WebhookFront()
    {
        _listener.Prefixes.Add($"http://{Url.Authority}/");
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Where the PSP sends webhooks.</summary>
    public Uri Url { get; } = new($"http://127.0.0.1:{FreePort.Next()}/hooks");

    /// <summary>Where the harness receives them. The signature covers the path, so it is the same.</summary>
    public Uri Harness { get; } = new($"http://127.0.0.1:{FreePort.Next()}/hooks");

    /// <summary>Every n-th delivery is answered with 200 and thrown away; 0: none.</summary>
    public int LosesEvery { get; init; }

    public int Lost => Volatile.Read(ref _lost);

    /// <summary>Deliveries that the harness has accepted and the PSP has no answer to.</summary>
    public int Held => Volatile.Read(ref _held);

    /// <summary>From now on the PSP gets no answers.</summary>
    public void Hold() => _holds = true;

    public void Release()
    {
        _holds = false;
        _released.TrySetResult();
    }

    public async ValueTask DisposeAsync()
    {
        Release();
        _listener.Stop();
        await _accepting;
        _listener.Close();
        _http.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            try
            {
                _ = CarryAsync(await _listener.GetContextAsync());
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task CarryAsync(HttpListenerContext context)
    {
        try
        {
            if (LosesEvery > 0 && Interlocked.Increment(ref _seen) % LosesEvery == 0)
            {
                Interlocked.Increment(ref _lost);
                context.Response.StatusCode = 200;
            }
            else
            {
                context.Response.StatusCode = await ForwardAsync(context.Request);
                if (_holds)
                {
                    Interlocked.Increment(ref _held);
                    await _released.Task;
                }
            }
            context.Response.Close();
        }
        catch (Exception e) when (e is HttpListenerException or HttpRequestException or ObjectDisposedException)
        {
            // The PSP was killed, or the harness has ended.
            context.Response.Abort();
        }
    }

    private async Task<int> ForwardAsync(HttpListenerRequest request)
    {
        using var body = new MemoryStream();
        await request.InputStream.CopyToAsync(body);
        using var forwarded = new HttpRequestMessage(HttpMethod.Post, Harness) { Content = new ByteArrayContent(body.ToArray()) };
        forwarded.Content.Headers.TryAddWithoutValidation("Content-Type", request.ContentType);
        foreach (var header in new[] { "Psp-Event-Id", "Psp-Signature" })
            forwarded.Headers.TryAddWithoutValidation(header, request.Headers[header]);
        using var response = await _http.SendAsync(forwarded);
        return (int)response.StatusCode;
    }
}
