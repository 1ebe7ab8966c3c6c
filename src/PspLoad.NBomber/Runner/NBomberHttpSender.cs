using NBomber.Http.CSharp;

namespace PspLoad.NBomber.Runner;

/// <summary>
/// Sends through NBomber.Http. Its way to hand over a cancellation differs between its versions, so that travels with the request; and it reads bodies without
/// one, so they are read before it sees the answer.
/// </summary>
/// <param name="handler">.NET's</param>
/// <param name="maxBodyBytes">of an answer; a longer one is an error</param>
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
            return response;
        }
    }
}
