using System.Net.Sockets;
using System.Threading.Tasks.Sources;

namespace PspLoad.Load.Http.Sockets;

/// <summary>Reusable result of a pending socket operation. Its continuation runs on the thread that completes it.</summary>
internal sealed class PendingResult : IValueTaskSource<int>, IThreadPoolWorkItem
{
    private ManualResetValueTaskSourceCore<int> _source;

    public ValueTask<int> Begin()
    {
        _source.Reset();
        return new ValueTask<int>(this, _source.Version);
    }

    public void End(int result) => _source.SetResult(result);

    /// <summary>Ends the operation as aborted, on a pool thread: its continuation must not run inside the caller, which closes the socket.</summary>
    public void AbortElsewhere() => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);

    void IThreadPoolWorkItem.Execute() => End(-(int)SocketError.OperationAborted);

    int IValueTaskSource<int>.GetResult(short token) => _source.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<int>.GetStatus(short token) => _source.GetStatus(token);

    void IValueTaskSource<int>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags);
}
