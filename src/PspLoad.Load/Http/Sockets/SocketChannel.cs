using System.Net;
using System.Net.Sockets;
using PspLoad.Load.Health;

namespace PspLoad.Load.Http.Sockets;

/// <summary>
/// A non-blocking TCP socket without allocation per operation. Errors are negated <see cref="SocketError"/>s. At most one receive and one
/// send (or the connect) are pending; they complete on the poller's thread.
/// </summary>
/// <remarks>
/// epoll reports a change once. A receive that did not fill its buffer has emptied the socket, so the next one waits for a change and
/// saves a system call that would find nothing (epoll(7), questions and answers 9). The exception is a peer that has already closed:
/// epoll has reported that already.
/// </remarks>
internal sealed class SocketChannel : IDisposable
{
    private readonly Socket _socket;
    private readonly Lock _gate = new();
    private readonly PendingResult _receive = new();
    private PendingResult? _send;
    private Poller? _poller;
    private Memory<byte> _receiveBuffer;
    private ReadOnlyMemory<byte> _sendBuffer;
    private bool _connecting;
    private bool _receiving;
    private bool _sending;
    private bool _empty;
    private bool _ending;
    private bool _closed;

    /// <exception cref="SocketException">No descriptor is left.</exception>
    public SocketChannel(AddressFamily family)
    {
        _socket = new Socket(family, SocketType.Stream, ProtocolType.Tcp);
        if (DescriptorLimit.IsOneOfTheLast(_socket.SafeHandle))
        {
            _socket.Dispose();
            throw new SocketException((int)SocketError.TooManyOpenSockets);
        }
        (_socket.NoDelay, _socket.Blocking) = (true, false);
    }

    /// <summary>Bytes accepted by the kernel so far.</summary>
    public long BytesSent { get; private set; }

    /// <summary>Reserved for <see cref="Poller"/>.</summary>
    public ulong Ticket { get; set; }

    public async ValueTask<SocketError> ConnectAsync(IPEndPoint address)
    {
        ValueTask<int> connect;
        lock (_gate)
        {
            if (_closed)
                return SocketError.OperationAborted;
            var error = Kernel.Connect(_socket.SafeHandle, Native(address));
            if (error is not (SocketError.Success or SocketError.InProgress))
                return error;
            (_connecting, _sending) = (true, true);
            _send = new PendingResult();
            connect = _send.Begin();

            // Registration reports at once what has already happened.
            _poller = Poller.Next();
            _poller.Watch(this, _socket.SafeHandle);
        }
        return (SocketError)(-await connect);
    }

    /// <returns>bytes read, 0 when the peer will send no more, or a negated error</returns>
    public ValueTask<int> ReceiveAsync(Memory<byte> buffer)
    {
        lock (_gate)
        {
            if (_closed)
                return new ValueTask<int>(-(int)SocketError.OperationAborted);
            if (!_empty && TryReceive(buffer.Span, out var result))
                return new ValueTask<int>(result);
            (_receiveBuffer, _receiving) = (buffer, true);
            return _receive.Begin();
        }
    }

    /// <returns>bytes that the kernel accepted at once (0 = its buffer is full), or a negated error</returns>
    public int TrySend(ReadOnlySpan<byte> bytes)
    {
        int count;
        try
        {
            count = Kernel.Send(_socket.SafeHandle, bytes);
        }
        catch (ObjectDisposedException)
        {
            return -(int)SocketError.OperationAborted;
        }
        if (count == -(int)SocketError.WouldBlock)
            return 0;
        if (count > 0)
            BytesSent += count;
        return count;
    }

    /// <returns>0 when everything was accepted, or a negated error</returns>
    public async ValueTask<int> SendAllAsync(ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            var count = await SendSomeAsync(bytes);
            if (count < 0)
                return count;
            bytes = bytes[count..];
        }

        return 0;
    }

    /// <summary>Called on the poller's thread when the socket has changed.</summary>
    public void OnEvents(uint events)
    {
        int received = 0,
            sent = 0;
        bool endsReceive = false,
            endsSend = false;
        lock (_gate)
        {
            if (_closed)
                return;
            _ending |= (events & (Kernel.PeerClosed | Kernel.HangUp | Kernel.Error)) != 0;
            if ((events & (Kernel.Out | Kernel.HangUp | Kernel.Error)) != 0 && _sending)
            {
                sent = _connecting ? -(int)Kernel.PendingError(_socket.SafeHandle) : TrySend(_sendBuffer.Span);
                endsSend = _connecting || sent != 0;
                if (endsSend)
                    (_connecting, _sending, _sendBuffer) = (false, false, default);
            }
            if ((events & ~Kernel.Out) != 0)
            {
                _empty = false;
                endsReceive = _receiving && TryReceive(_receiveBuffer.Span, out received);
                if (endsReceive)
                    (_receiving, _receiveBuffer) = (false, default);
            }
        }
        if (endsSend)
            _send!.End(sent);
        if (endsReceive)
            _receive.End(received);
    }

    /// <summary>Sends FIN, as a well-behaved client does; pending operations end as if the peer had closed. Disposing alone would send RST.</summary>
    public void Shutdown()
    {
        try
        {
            _socket.Shutdown(SocketShutdown.Both);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            Dispose();
        }
    }

    /// <summary>Ends pending operations with <see cref="SocketError.OperationAborted"/>, on another thread. Thread-safe and idempotent.</summary>
    public void Dispose()
    {
        bool receiving,
            sending;
        lock (_gate)
        {
            if (_closed)
                return;
            _closed = true;
            (receiving, sending) = (_receiving, _sending);
            _socket.Dispose();
        }
        _poller?.Forget(Ticket);
        if (receiving)
            _receive.AbortElsewhere();
        if (sending)
            _send!.AbortElsewhere();
    }

    private ValueTask<int> SendSomeAsync(ReadOnlyMemory<byte> bytes)
    {
        lock (_gate)
        {
            if (_closed)
                return new ValueTask<int>(-(int)SocketError.OperationAborted);
            var count = TrySend(bytes.Span);
            if (count != 0)
                return new ValueTask<int>(count);
            (_sendBuffer, _sending) = (bytes, true);
            return _send!.Begin();
        }
    }

    /// <summary>Call with the gate held. Returns false when there is nothing to read.</summary>
    private bool TryReceive(Span<byte> buffer, out int result)
    {
        result = Kernel.Receive(_socket.SafeHandle, buffer);
        _empty = result == -(int)SocketError.WouldBlock || (result > 0 && result < buffer.Length && !_ending);
        return result != -(int)SocketError.WouldBlock;
    }

    private static ReadOnlySpan<byte> Native(IPEndPoint address)
    {
        var native = address.Serialize();
        return native.Buffer.Span[..native.Size];
    }
}
