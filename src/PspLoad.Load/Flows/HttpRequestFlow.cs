using System.Runtime.CompilerServices;
using PspLoad.Core.Load;
using PspLoad.Load.Http;

namespace PspLoad.Load.Flows;

/// <summary>The flow of the plain HTTP tool: the same request again and again, judged by its status.</summary>
/// <param name="transport">carries the requests</param>
/// <param name="request">complete and unchanging</param>
/// <param name="maxUsers">virtual users that may run it at once</param>
/// <param name="expectedStatus">the only status that passes, or null for any below 400</param>
/// <param name="thinkTime">pause after each request</param>
public sealed class HttpRequestFlow(IHttpTransport transport, HttpRequest request, int maxUsers, int? expectedStatus = null, TimeSpan thinkTime = default)
    : IFlow
{
    private readonly HttpResponse?[] _responses = new HttpResponse?[maxUsers];
    private long _redirects;

    public string Name => "http";

    public IReadOnlyList<string> Steps => [];

    /// <summary>Answers so far that were redirects and passed, although no status was expected.</summary>
    public long Redirects => Interlocked.Read(ref _redirects);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask RunAsync(IIteration iteration)
    {
        var response = _responses[iteration.VirtualUser] ??= new HttpResponse(keepBody: false);
        var exchange = await transport.SendAsync(request, response, iteration.Stopping);
        if (exchange.Error != ErrorKind.None)
            iteration.Fail(exchange.Error, exchange.Detail);
        else if (!IsExpected(exchange.Status))
            iteration.Fail(ErrorKinds.OfStatus(exchange.Status), $"status {exchange.Status}");
        else if (exchange.Status is 301 or 302 or 303 or 307 or 308 && expectedStatus is null)
            Interlocked.Increment(ref _redirects);
        if (thinkTime > TimeSpan.Zero)
            await iteration.ThinkAsync(thinkTime);
    }

    private bool IsExpected(int status) => expectedStatus is { } expected ? status == expected : status < 400;
}
