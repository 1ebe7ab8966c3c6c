using System.Runtime.InteropServices;

namespace PspLoad.Load.Http;

/// <summary>
/// Carries requests to one target. Two implementations: <see cref="Sockets.SocketTransport"/> (HTTP/1.1, written for speed) and
/// <see cref="SocketsHttp.SocketsHttpTransport"/> (HTTP/2 and whatever else .NET's own client can do). Safe for any number of callers at once.
/// </summary>
public interface IHttpTransport : IAsyncDisposable
{
    /// <summary>Sends one request and waits for the whole answer. Never throws for what a network, a peer or a time-out can do: the result names it.</summary>
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

/// <summary>What happened to a transport's connections, in numbers.</summary>
/// <param name="Open">connections that exist now, those being opened included</param>
/// <param name="Idle">of these, without a request</param>
/// <param name="Waiting">requests that wait for a connection because the cap is reached</param>
/// <param name="Opened">connections that were established (TCP and TLS) since the start</param>
/// <param name="OpenFailed">attempts to open one that failed</param>
/// <param name="ClosedIdle">closed by the peer while idle; no request was hurt</param>
/// <param name="SurplusData">closed by us because bytes came after a whole answer or without a request</param>
/// <param name="Resent">requests sent again on a new connection (see <see cref="HttpRequest.MayBeResent"/>)</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ConnectionCounts(int Open, int Idle, int Waiting, long Opened, long OpenFailed, long ClosedIdle, long SurplusData, long Resent);
