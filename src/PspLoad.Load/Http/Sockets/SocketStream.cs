using System.Net.Sockets;

namespace PspLoad.Load.Http.Sockets;

/// <summary>
/// The stream under <see cref="System.Net.Security.SslStream"/>. A zero-byte read receives into its own small buffer. A waiting
/// connection therefore holds 4 KB instead of the 32 KB that SslStream rents for a record, and waiting costs no system call.
/// </summary>
internal sealed class SocketStream(SocketChannel channel) : Stream
{
    private readonly byte[] _buffer = new byte[4096];
    private int _start;
    private int _end;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_start < _end)
            return new ValueTask<int>(Take(buffer.Span));
        var receive = channel.ReceiveAsync(buffer.IsEmpty ? _buffer : buffer);
        return receive.IsCompleted ? new ValueTask<int>(Received(receive.Result, buffer.IsEmpty)) : AwaitAsync(receive, buffer.IsEmpty);
    }

    [System.Runtime.CompilerServices.AsyncMethodBuilder(typeof(System.Runtime.CompilerServices.PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> AwaitAsync(ValueTask<int> receive, bool intoOwn) => Received(await receive, intoOwn);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = channel.TrySend(buffer.Span);
        if (count == buffer.Length)
            return default;
        if (count < 0)
            throw Failure(count);
        return SendRestAsync(buffer[count..]);
    }

    private async ValueTask SendRestAsync(ReadOnlyMemory<byte> rest)
    {
        var result = await channel.SendAllAsync(rest);
        if (result < 0)
            throw Failure(result);
    }

    private int Take(Span<byte> target)
    {
        var count = Math.Min(target.Length, _end - _start);
        _buffer.AsSpan(_start, count).CopyTo(target);
        _start += count;
        return count;
    }

    private int Received(int count, bool intoOwn)
    {
        if (count < 0)
            throw Failure(count);
        if (!intoOwn)
            return count;
        (_start, _end) = (0, count);
        return 0;
    }

    private static IOException Failure(int result)
    {
        SocketException cause = new(-result);
        return new IOException(cause.Message, cause);
    }

    public override bool CanRead => true;
    public override bool CanWrite => true;
    public override bool CanSeek => false;
    public override long Length => throw new NotSupportedException();
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Flush() { }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
