using System.ComponentModel;
using System.Net;
using System.Net.Sockets;
using PspLoad.Core.Load;

namespace PspLoad.Load.Http.Sockets;

/// <summary>Maps socket errors to <see cref="ErrorKind"/>s.</summary>
internal static class SocketErrors
{
    private static readonly Lazy<string> s_ports = new(() =>
    {
        try
        {
            return string.Join(" to ", File.ReadAllText("/proc/sys/net/ipv4/ip_local_port_range").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        }
        catch (IOException)
        {
            return "of net.ipv4.ip_local_port_range";
        }
    });

    /// <summary>Maps an error while connecting.</summary>
    public static ErrorKind WhileConnecting(SocketError error) =>
        error switch
        {
            SocketError.ConnectionRefused => ErrorKind.ConnectRefused,
            SocketError.TimedOut => ErrorKind.ConnectTimeout,
            SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData or SocketError.NoRecovery => ErrorKind.NameNotResolved,
            _ when IsOwnLimit(error) => ErrorKind.InjectorLimit,
            _ => ErrorKind.ConnectFailed,
        };

    /// <summary>EMFILE, ENFILE, EADDRNOTAVAIL (no free local port), ENOBUFS: the injector has run out of resources, not the target.</summary>
    public static bool IsOwnLimit(SocketError error) =>
        error is SocketError.TooManyOpenSockets or SocketError.AddressNotAvailable or SocketError.AddressAlreadyInUse or SocketError.NoBufferSpaceAvailable;

    /// <summary>Describes why the look-up of a name or the creation of a socket failed.</summary>
    public static string Describe(SocketException error, HttpTarget target) =>
        IsOwnLimit(error.SocketErrorCode) ? OwnLimit(error.SocketErrorCode, $"to {target.Host}") : $"{target.Host}: {error.Message}";

    /// <summary>Describes why an address could not be connected to.</summary>
    public static string Describe(SocketError error, IPEndPoint address) =>
        IsOwnLimit(error) ? OwnLimit(error, $"to {address}") : $"{address}: {Describe(error)}";

    /// <summary>Describes an error of an open connection.</summary>
    public static string Describe(SocketError error) =>
        $"{new Win32Exception((int)error == 0 ? 0 : new SocketException((int)error).NativeErrorCode).Message} ({error})";

    private static string OwnLimit(SocketError error, string where) =>
        error switch
        {
            SocketError.TooManyOpenSockets => $"no free file descriptor for a connection {where}; raise the limit (ulimit -n)",
            SocketError.NoBufferSpaceAvailable => $"the kernel has no memory for a connection {where}; free some, or lower the number of connections",
            _ => $"no free local port for a connection {where}: the ports {s_ports.Value} are in use or were until a minute ago; "
                + "keep connections open (omit --requests-per-connection), or widen net.ipv4.ip_local_port_range",
        };
}
