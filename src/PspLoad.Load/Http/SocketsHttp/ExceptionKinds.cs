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
