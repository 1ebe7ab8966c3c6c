using NBomber.Http.CSharp;

namespace PspLoad.NBomber.Runner;

/// <summary>
/// Sends through NBomber.Http. Its cancellation parameter differs between versions, so the token travels with the request. It also reads
/// bodies without a token, so this class reads them before NBomber.Http sees the response.
/// </summary>
/// <param name="handler">.NET's handler</param>
/// <param name="maxBodyBytes">limit of a response body; a longer one is an error</param>
internal sealed class NBomberHttpSender(HttpMessageHandler handler, long maxBodyBytes) : HttpMessageInvoker(handler)
{
    private static readonly HttpRequestOptionsKey<CancellationToken> s_cancellation = new("cancellation");

    private readonly HttpClient _client = new(new Buffered(handler, maxBodyBytes), disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };

    public override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Options.Set(s_cancellation, cancellationToken);
        var response = await Http.Send(_client, request);
        return response.Payload.Value;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _client.Dispose();
        base.Dispose(disposing);
    }

    private sealed class Buffered(HttpMessageHandler handler, long maxBodyBytes) : DelegatingHandler(handler)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Options.TryGetValue(s_cancellation, out var ours))
                cancellationToken = ours;
            var response = await base.SendAsync(request, cancellationToken);
            await response.Content.LoadIntoBufferAsync(maxBodyBytes, cancellationToken);
            // NBomber.Http 6 measures it; HTTP/2 has none, and .NET knows none for an unregistered status.
            response.ReasonPhrase ??= "";
            return response;
        }
    }
}
