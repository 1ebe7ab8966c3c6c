using PspLoad.Load.Http;
using PspLoad.Load.Http.Sockets;

namespace PspLoad.IntegrationTests.Load.Http;

/// <summary>Base of the transport tests: a transport with short timeouts, and a bounded wait for a condition.</summary>
public abstract class TransportTest
{
    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected static HttpTransportOptions Options(Uri url) =>
        new()
        {
            Target = new HttpTarget(url),
            ReadTimeout = TimeSpan.FromSeconds(20),
            SweepInterval = TimeSpan.FromMilliseconds(10),
        };

    protected static SocketTransport Transport(Uri url) => new(Options(url));

    protected static async Task<(HttpExchange Exchange, string Body)> GetAsync(IHttpTransport transport, Uri url, bool mayBeResent = false)
    {
        HttpResponse response = new();
        var request = HttpRequest.Get(new HttpTarget(url), "/");
        request.MayBeResent = mayBeResent;
        var exchange = await transport.SendAsync(request, response, Cancellation);
        return (exchange, System.Text.Encoding.Latin1.GetString(response.Body));
    }

    protected static async Task UntilAsync(Func<bool> condition, string what)
    {
        for (var start = Environment.TickCount64; !condition(); await Task.Delay(5, Cancellation))
            Assert.True(Environment.TickCount64 - start < 15_000, $"did not happen in 15 s: {what}");
    }
}
