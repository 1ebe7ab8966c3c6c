using System.Net.Sockets;
using System.Security.Authentication;
using PspLoad.Core.Load;
using PspLoad.Load.Http.Sockets;

namespace PspLoad.Load.Http.SocketsHttp;

/// <summary>Maps exceptions of .NET's client to <see cref="ErrorKind"/>s.</summary>
internal static class ExceptionKinds
{
    /// <summary>Failures that this transport maps; any other exception is a defect and propagates.</summary>
    public static bool IsExpected(Exception e) => e is HttpRequestException or HttpIOException or IOException or OperationCanceledException;

    public static ErrorKind Of(Exception e, bool cancelled) =>
        e switch
        {
            _ when cancelled => ErrorKind.Interrupted,
            OperationCanceledException { InnerException: TimeoutException } => ErrorKind.ConnectTimeout,
            OperationCanceledException => ErrorKind.ReadTimeout,
            HttpRequestException http => Of(http.HttpRequestError, http),
            HttpIOException http => Of(http.HttpRequestError, http),
            _ => ErrorKind.Reset,
        };

    /// <summary>The cause in words. .NET's texts often refer to an inner exception.</summary>
    /// <param name="e">what the client threw</param>
    /// <param name="kind">its kind</param>
    /// <param name="options">of the transport</param>
    /// <param name="tls">null for plain HTTP</param>
    /// <param name="everAnswered">whether this server has answered any request</param>
    public static string Describe(Exception e, ErrorKind kind, HttpTransportOptions options, TlsClient? tls, bool everAnswered)
    {
        var innermost = e;
        while (innermost.InnerException is { } inner)
            innermost = inner;
        var isHttp2 = options.Version.Major == 2;
        return e switch
        {
            OperationCanceledException when kind == ErrorKind.ReadTimeout => "no complete answer in time",
            OperationCanceledException when kind == ErrorKind.ConnectTimeout => "no connection in time",
            OperationCanceledException => "cancelled while waiting for the answer",
            HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded }
            or HttpIOException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } =>
                $"the headers are longer than {options.Limits.MaxHeaderBytes} bytes; load's --max-header-bytes raises the limit",
            HttpRequestException { HttpRequestError: HttpRequestError.VersionNegotiationError } => isHttp2
                ? "the server does not speak HTTP/2; omit --http2"
                : "the server does not speak HTTP/1.1; if it speaks HTTP/2, add --http2",
            _ when kind == ErrorKind.Protocol && isHttp2 && !everAnswered =>
                $"the server does not speak HTTP/2 ({innermost.Message.TrimEnd('.')}); omit --http2",
            // Whether such a server answers or closes the connection first is a matter of microseconds.
            _ when kind == ErrorKind.Reset && isHttp2 && !everAnswered => $"{TextOf(innermost, options)}; if the server does not speak HTTP/2, omit --http2",
            _ when kind == ErrorKind.Tls && tls is not null => TlsFailures.Describe(e.InnerException ?? e, tls),
            _ => TextOf(innermost, options),
        };
    }

    private static string TextOf(Exception cause, HttpTransportOptions options) =>
        cause is SocketException socket ? SocketErrors.Describe(socket, options.Target) : cause.Message.TrimEnd('.');

    private static ErrorKind Of(HttpRequestError error, Exception e) =>
        error switch
        {
            HttpRequestError.NameResolutionError => ErrorKind.NameNotResolved,
            HttpRequestError.SecureConnectionError => ErrorKind.Tls,
            HttpRequestError.ConnectionError when e.InnerException is SocketException socket => SocketErrors.WhileConnecting(socket.SocketErrorCode),
            HttpRequestError.ConnectionError => ErrorKind.ConnectFailed,
            HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded or HttpRequestError.VersionNegotiationError => ErrorKind.Protocol,
            HttpRequestError.HttpProtocolError => ErrorKind.Protocol,
            _ when e.InnerException is AuthenticationException => ErrorKind.Tls,
            _ => ErrorKind.Reset,
        };
}
