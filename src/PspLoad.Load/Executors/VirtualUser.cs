using System.Threading.Tasks.Sources;
using PspLoad.Core.Load;

namespace PspLoad.Load.Executors;

/// <summary>
/// Runs iterations one after the other. One long-lived async loop per user and one reusable wake-up, so that starting an iteration allocates nothing.
/// </summary>
internal sealed class VirtualUser(LoadSession session, Executor executor, int index) : RecordedIteration(session, index), IIteration, IValueTaskSource
{
    /// <summary>
    /// A flow that never waits would keep its thread for ever. So it leaves the timetable's thread after its first iteration since <see cref="Start"/>, and
    /// later yields after this many iterations in a row.
    /// </summary>
    private const int YieldEvery = 64;

    private ManualResetValueTaskSourceCore<bool> _wake;
    private int _synchronous;

    /// <summary>Link of the list of idle users; belongs to <see cref="IdleUsers"/>.</summary>
    public VirtualUser? NextIdle { get; set; }

    int IIteration.VirtualUser => VirtualUserIndex;

    /// <summary>Begins the loop; the user then waits for <see cref="Start"/>.</summary>
    public void Live() => _ = LiveAsync();

    /// <summary>Starts an idle user on the calling thread; returns at the flow's first wait.</summary>
    public void Start(long number, long intended)
    {
        Prepare(number, intended);
        _synchronous = YieldEvery - 1;
        _wake.SetResult(true);
    }

    /// <summary>Sets what the next iteration is.</summary>
    public void Prepare(long number, long intended) => Prepare(number, intended, isWarmUp: intended < 0);

    /// <summary>Wakes the user from its think time. Call on the timetable's thread.</summary>
    public void WakeUp() => _wake.SetResult(true);

    /// <summary>Ends a think time that the end of the run cuts off.</summary>
    public void CancelThinking() => _wake.SetException(new OperationCanceledException(Session.Stopping));

    public ValueTask ThinkAsync(TimeSpan duration)
    {
        if (duration <= TimeSpan.Zero)
            return ValueTask.CompletedTask;
        Session.Stopping.ThrowIfCancellationRequested();
        var until = Think(duration.Ticks * TimeSpan.NanosecondsPerTick);
        _wake.Reset();
        var version = _wake.Version;
        Session.Timetable.WakeAt(this, until);
        return new ValueTask(this, version);
    }

    void IValueTaskSource.GetResult(short token) => _wake.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _wake.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _wake.OnCompleted(continuation, state, token, flags);

    private async Task LiveAsync()
    {
        while (true)
        {
            await new ValueTask(this, _wake.Version);
            while (true)
            {
                var flow = Begin();
                try
                {
                    var iteration = flow.RunAsync(this);
                    if (!iteration.IsCompleted)
                        _synchronous = 0;
                    await iteration;
                }
                catch (OperationCanceledException) when (Session.Stopping.IsCancellationRequested)
                {
                    Fail(ErrorKind.Interrupted);
                }
                catch (Exception fault) when (fault is not OutOfMemoryException)
                {
                    Fail(ErrorKind.FlowFault, $"{fault.GetType().Name}: {fault.Message}");
                }
                if (!End())
                    return;
                if (!executor.Continue(this))
                    break;
                if (++_synchronous >= YieldEvery)
                {
                    _synchronous = 0;
                    await Task.Yield();
                }
            }
            _wake.Reset();
            Rest();
            executor.Release(this);
        }
    }
}
