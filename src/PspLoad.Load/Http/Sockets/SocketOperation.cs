using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks.Sources;

namespace PspLoad.Load.Http.Sockets;

/// <summary>
/// One direction of a socket, awaitable without allocation and without exceptions: a result below zero is a negated <see cref="SocketError"/>.
/// One operation at a time.
/// </summary>
internal sealed class SocketOperation() : SocketAsyncEventArgs(true), IValueTaskSource<int>
{
    private ManualResetValueTaskSourceCore<int> _source;

    public ValueTask<int> ReceiveAsync(Socket socket, Memory<byte> buffer)
    {
        SetBuffer(buffer);
        _source.Reset();
        try { return socket.ReceiveAsync(this) ? Pending : Done; }
        catch (ObjectDisposedException) { return Aborted; }
    }

    public ValueTask<int> SendAsync(Socket socket, ReadOnlyMemory<byte> buffer)
    {
        SetBuffer(System.Runtime.InteropServices.MemoryMarshal.AsMemory(buffer));
        _source.Reset();
        try { return socket.SendAsync(this) ? Pending : Done; }
        catch (ObjectDisposedException) { return Aborted; }
    }

    public ValueTask<int> ConnectAsync(Socket socket, EndPoint address)
    {
        RemoteEndPoint = address;
        _source.Reset();
        try { return socket.ConnectAsync(this) ? Pending : Done; }
        catch (ObjectDisposedException) { return Aborted; }
    }

    protected override void OnCompleted(SocketAsyncEventArgs e) => _source.SetResult(Result);

    private ValueTask<int> Pending => new(this, _source.Version);
    private ValueTask<int> Done => new(Result);
    private static ValueTask<int> Aborted => new(-(int)SocketError.OperationAborted);
    private int Result => SocketError == SocketError.Success ? BytesTransferred : -(int)SocketError;

    int IValueTaskSource<int>.GetResult(short token) => _source.GetResult(token);
    ValueTaskSourceStatus IValueTaskSource<int>.GetStatus(short token) => _source.GetStatus(token);

    void IValueTaskSource<int>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags);
}
