namespace PspLoad.Load.Http;

/// <summary>
/// Carries requests to one target. Two implementations: <see cref="Sockets.SocketTransport"/> (HTTP/1.1, written for speed) and
/// <see cref="SocketsHttp.SocketsHttpTransport"/> (HTTP/2 and whatever else .NET's own client can do). Safe for any number of callers at once.
/// </summary>
public interface IHttpTransport : IAsyncDisposable
{
    /// <summary>
    /// Sends one request and waits for the whole answer. Never throws for what a network, a peer or a time-out can do: the result names it.
    /// </summary>
    /// <param name="request">complete request bytes; must not change until the result is there</param>
    /// <param name="response">where status, headers and body go; belongs to one caller and carries one request at a time</param>
    /// <param name="cancellationToken">
    /// looked at before sending and by the sweep (every <see cref="HttpTransportOptions.SweepInterval"/>), then the request ends as
    /// <see cref="Core.Load.ErrorKind.Interrupted"/>; costs nothing per request
    /// </param>
    ValueTask<HttpExchange> SendAsync(HttpRequest request, HttpResponse response, CancellationToken cancellationToken);

    /// <summary>What happened to connections so far; a snapshot.</summary>
    ConnectionCounts Connections { get; }
}
