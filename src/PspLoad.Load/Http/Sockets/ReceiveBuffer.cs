using System.Buffers;

namespace PspLoad.Load.Http.Sockets;

/// <summary>Receive buffer of a connection: small while it waits, larger while a long body or line needs it.</summary>
internal sealed class ReceiveBuffer
{
    private const int Small = 1024;
    private const int Large = 64 * 1024;
    private readonly byte[] _own = new byte[Small];
    private byte[] _bytes;
    private int _start;
    private int _end;

    public ReceiveBuffer() => _bytes = _own;

    public bool IsEmpty => _start == _end;
    public ReadOnlySpan<byte> Unread => _bytes.AsSpan(_start, _end - _start);

    /// <summary>Free space for the next bytes; never empty.</summary>
    /// <param name="expected">bytes known to follow</param>
    public Memory<byte> Room(long expected)
    {
        if (_start == _end)
            _start = _end = 0;
        if (_end == _bytes.Length || (expected > Small && _bytes == _own))
            MakeRoom();
        return _bytes.AsMemory(_end);
    }

    public void Received(int count) => _end += count;

    public void Consume(int count) => _start += count;

    /// <summary>Returns to the small buffer and drops unread bytes.</summary>
    public void Clear()
    {
        _start = _end = 0;
        if (_bytes == _own)
            return;
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = _own;
    }

    private void MakeRoom()
    {
        var unread = _end - _start;
        var bytes = _bytes;
        if (unread > _bytes.Length / 2 || _bytes == _own)
            bytes = ArrayPool<byte>.Shared.Rent(Math.Max(Large, _bytes.Length * 2));
        Buffer.BlockCopy(_bytes, _start, bytes, 0, unread);
        if (bytes != _bytes && _bytes != _own)
            ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = bytes;
        (_start, _end) = (0, unread);
    }
}
