using System.ComponentModel;
using System.Net.Sockets;
using PspLoad.Core.Load;

namespace PspLoad.Load.Http.Sockets;

/// <summary>Maps socket errors to <see cref="ErrorKind"/>s.</summary>
internal static class SocketErrors
{
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

    public static string Describe(SocketError error) =>
        $"{new Win32Exception((int)error == 0 ? 0 : new SocketException((int)error).NativeErrorCode).Message} ({error})";
}
