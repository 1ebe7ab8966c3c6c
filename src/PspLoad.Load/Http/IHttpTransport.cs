using System.Runtime.InteropServices;

namespace PspLoad.Load.Http;

/// <summary>
/// Carries requests to one target. Two implementations: <see cref="Sockets.SocketTransport"/> (HTTP/1.1, written for speed) and
/// <see cref="SocketsHttp.SocketsHttpTransport"/> (HTTP/2 and everything else that .NET's own client supports). Thread-safe.
/// </summary>
public interface IHttpTransport : IAsyncDisposable
{
    /// <summary>Sends one request and waits for the whole response. Network, peer and time-out errors never throw: the result names them.</summary>
    /// <param name="request">complete request bytes; must not change until the result is available</param>
    /// <param name="response">receives status, headers and body; belongs to one caller and carries one request at a time</param>
    /// <param name="cancellationToken">
    /// checked before sending and by the sweep (every <see cref="HttpTransportOptions.SweepInterval"/>); the request then ends as
    /// <see cref="Core.Load.ErrorKind.Interrupted"/>; costs nothing per request
    /// </param>
    ValueTask<HttpExchange> SendAsync(HttpRequest request, HttpResponse response, CancellationToken cancellationToken);

    /// <summary>A snapshot of the connection counters.</summary>
    ConnectionCounts Connections { get; }
}

/// <summary>Counters of a transport: its connections, and what their answers had besides status and body.</summary>
/// <param name="Open">existing connections, including those being opened</param>
/// <param name="Idle">open connections without a request</param>
/// <param name="Waiting">requests that wait for a connection because the cap is reached</param>
/// <param name="Opened">connections established (TCP and TLS) since the start</param>
/// <param name="OpenFailed">failed attempts to open a connection</param>
/// <param name="ClosedIdle">connections that the peer closed while idle; no request was affected</param>
/// <param name="SurplusData">connections closed by us because bytes arrived after a complete response or without a request</param>
/// <param name="Resent">requests sent again on a new connection (see <see cref="HttpRequest.MayBeResent"/>)</param>
/// <param name="Interim">interim (1xx) answers; .NET's own client does not count them</param>
/// <param name="Cookies">cookies that servers set; no request sends one back</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ConnectionCounts(
    int Open,
    int Idle,
    int Waiting,
    long Opened,
    long OpenFailed,
    long ClosedIdle,
    long SurplusData,
    long Resent,
    long Interim = 0,
    long Cookies = 0
);
