using System.Net.Security;
using System.Runtime.InteropServices;
using PspLoad.Core.Load;

namespace PspLoad.Load.Http.Sockets;

/// <summary>A connection ready for requests, or why there is none.</summary>
/// <param name="Channel">null with an error</param>
/// <param name="Tls">null for plain HTTP</param>
/// <param name="ConnectTicks">TCP connect, Stopwatch ticks</param>
/// <param name="TlsTicks">TLS handshake, Stopwatch ticks</param>
/// <param name="Error">why it failed</param>
/// <param name="Detail">the same for people</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct OpenedChannel(SocketChannel? Channel, SslStream? Tls, long ConnectTicks, long TlsTicks, ErrorKind Error, string? Detail)
{
    public static OpenedChannel Failed(ErrorKind error, string detail) => new(null, null, 0, 0, error, detail);
}
