using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace PspLoad.Load.Http.Sockets;

/// <summary>System calls of a non-blocking socket; results are <see cref="SocketError"/>s. A closed handle throws ObjectDisposedException.</summary>
internal static unsafe partial class Kernel
{
    public const uint In = 1,
        Out = 4,
        Error = 8,
        HangUp = 0x10,
        PeerClosed = 0x2000,
        EdgeTriggered = 1u << 31;

    private const int DontWait = 0x40,
        NoSignal = 0x4000;
    private const int CloseOnExec = 0x80000;
    private const int Add = 1;
    private const int SocketLevel = 1,
        SocketErrorOption = 4;
    private const int Interrupted = 4,
        TryAgain = 11,
        InProgress = 115;

    /// <summary>epoll_event; packed only on x86-64, see epoll_ctl(2).</summary>
    public static readonly int EventSize = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 12 : 16;

    private static int DataOffset => EventSize - 8;

    /// <returns>bytes, or a negated <see cref="SocketError"/>: WouldBlock when there is nothing to read</returns>
    public static int Receive(SafeHandle socket, Span<byte> buffer)
    {
        fixed (byte* bytes = buffer)
            return Result(recv(socket, bytes, (nuint)buffer.Length, DontWait));
    }

    /// <returns>bytes, or a negated <see cref="SocketError"/>: WouldBlock when the kernel's buffer is full</returns>
    public static int Send(SafeHandle socket, ReadOnlySpan<byte> buffer)
    {
        fixed (byte* bytes = buffer)
            return Result(send(socket, bytes, (nuint)buffer.Length, DontWait | NoSignal));
    }

    /// <summary>Needs a non-blocking socket. <see cref="SocketError.InProgress"/>: it becomes writable once connected or failed.</summary>
    public static SocketError Connect(SafeHandle socket, ReadOnlySpan<byte> address)
    {
        fixed (byte* bytes = address)
            return (SocketError)(-Result(connect(socket, bytes, (uint)address.Length)));
    }

    /// <summary>SO_ERROR: the outcome of a connect.</summary>
    public static SocketError PendingError(SafeHandle socket)
    {
        var error = 0;
        uint size = sizeof(int);
        return getsockopt(socket, SocketLevel, SocketErrorOption, &error, &size) == 0 ? Translate(error) : SocketError.SocketError;
    }

    /// <summary>Creates an epoll instance that lives as long as the process.</summary>
    /// <exception cref="SocketException">No descriptor is left.</exception>
    public static int CreateEpoll()
    {
        var epoll = epoll_create1(CloseOnExec);
        return epoll >= 0 ? epoll : throw new SocketException((int)Translate(Marshal.GetLastPInvokeError()));
    }

    /// <exception cref="SocketException">The limit of watches is reached.</exception>
    public static void Watch(int epoll, SafeHandle socket, uint events, ulong data)
    {
        var change = stackalloc byte[EventSize];
        *(uint*)change = events;
        *(ulong*)(change + DataOffset) = data;
        if (epoll_ctl(epoll, Add, socket, change) != 0)
            throw new SocketException((int)Translate(Marshal.GetLastPInvokeError()));
    }

    /// <summary>Blocks until there are events; returns none after a signal.</summary>
    public static int Wait(int epoll, Span<byte> events)
    {
        fixed (byte* bytes = events)
        {
            var count = epoll_wait(epoll, bytes, events.Length / EventSize, -1);
            if (count < 0 && Marshal.GetLastPInvokeError() != Interrupted)
                throw new SocketException((int)Translate(Marshal.GetLastPInvokeError()));
            return Math.Max(0, count);
        }
    }

    public static (uint Events, ulong Data) EventAt(ReadOnlySpan<byte> events, int index) =>
        (MemoryMarshal.Read<uint>(events[(index * EventSize)..]), MemoryMarshal.Read<ulong>(events[(index * EventSize + DataOffset)..]));

    private static int Result(nint result) => result >= 0 ? (int)result : -(int)Translate(Marshal.GetLastPInvokeError());

    /// <summary>errno(3) as .NET's own sockets translate it.</summary>
    private static SocketError Translate(int error) =>
        error switch
        {
            0 => SocketError.Success,
            TryAgain => SocketError.WouldBlock,
            InProgress => SocketError.InProgress,
            Interrupted => SocketError.Interrupted,
            12 or 105 => SocketError.NoBufferSpaceAvailable,
            13 or 1 => SocketError.AccessDenied,
            23 or 24 => SocketError.TooManyOpenSockets,
            32 => SocketError.Shutdown,
            98 => SocketError.AddressAlreadyInUse,
            99 => SocketError.AddressNotAvailable,
            100 => SocketError.NetworkDown,
            101 => SocketError.NetworkUnreachable,
            103 => SocketError.ConnectionAborted,
            104 => SocketError.ConnectionReset,
            107 => SocketError.NotConnected,
            110 => SocketError.TimedOut,
            111 => SocketError.ConnectionRefused,
            112 => SocketError.HostDown,
            113 => SocketError.HostUnreachable,
            _ => SocketError.SocketError,
        };

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint recv(SafeHandle socket, byte* buffer, nuint length, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint send(SafeHandle socket, byte* buffer, nuint length, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int connect(SafeHandle socket, byte* address, uint length);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int getsockopt(SafeHandle socket, int level, int name, void* value, uint* length);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int epoll_create1(int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int epoll_ctl(int epoll, int operation, SafeHandle socket, byte* change);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int epoll_wait(int epoll, byte* events, int count, int milliseconds);
}
