using System.Net;
using System.Net.Sockets;

namespace PspLoad.Load.Http.Sockets;

/// <summary>A connected TCP socket: sends at once what the kernel takes, receives without allocation. Errors are negated <see cref="SocketError"/>s.</summary>
internal sealed class SocketChannel : IDisposable
{
    private readonly Socket _socket;
    private readonly SocketOperation _receive = new();
    private SocketOperation? _send;

    /// <exception cref="SocketException">no descriptor left</exception>
    public SocketChannel(AddressFamily family) => _socket = new Socket(family, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    /// <summary>Bytes that the kernel has taken so far.</summary>
    public long BytesSent { get; private set; }

    public async ValueTask<SocketError> ConnectAsync(EndPoint address)
    {
        int result = await _receive.ConnectAsync(_socket, address);
        if (result < 0) return (SocketError)(-result);
        try { _socket.Blocking = false; }
        catch (ObjectDisposedException) { return SocketError.OperationAborted; }
        return SocketError.Success;
    }

    /// <returns>bytes read, 0 when the peer will send no more, or a negated error</returns>
    public ValueTask<int> ReceiveAsync(Memory<byte> buffer) => _receive.ReceiveAsync(_socket, buffer);

    /// <returns>bytes that the kernel took at once (0 = its buffer is full), or a negated error</returns>
    public int TrySend(ReadOnlySpan<byte> bytes)
    {
        SocketError error;
        int count;
        try { count = _socket.Send(bytes, SocketFlags.None, out error); }
        catch (ObjectDisposedException) { return -(int)SocketError.OperationAborted; }
        if (error == SocketError.WouldBlock) return 0;
        if (error != SocketError.Success) return -(int)error;
        BytesSent += count;
        return count;
    }

    /// <returns>0 when all was taken, or a negated error</returns>
    public async ValueTask<int> SendAllAsync(ReadOnlyMemory<byte> bytes)
    {
        _send ??= new SocketOperation();
        while (bytes.Length > 0)
        {
            int count = await _send.SendAsync(_socket, bytes);
            if (count < 0) return count;
            BytesSent += count;
            bytes = bytes[count..];
        }

        return 0;
    }

    /// <summary>FIN, as a well-behaved client closes; what is pending ends as if the peer had closed. Disposing alone would send an RST then.</summary>
    public void Shutdown()
    {
        try { _socket.Shutdown(SocketShutdown.Both); }
        catch (Exception e) when (e is SocketException or ObjectDisposedException) { Dispose(); }
    }

    /// <summary>Ends what is pending with <see cref="SocketError.OperationAborted"/>. Any thread, any number of times.</summary>
    public void Dispose() => _socket.Dispose();
}
