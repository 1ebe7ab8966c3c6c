using System.Threading.Tasks.Sources;
using PspLoad.Core.Load;
using PspLoad.Load.Recording;

namespace PspLoad.Load.Executors;

/// <summary>
/// Runs iterations one after the other. One long-lived async loop per user and one reusable wake-up, so that starting an iteration allocates nothing.
/// </summary>
internal sealed class VirtualUser : IIteration, IValueTaskSource
{
    private const int Idle = 0;
    private const int Running = 1;
    private const int BetweenIterations = 2;
    private const int Abandoned = 3;

    /// <summary>
    /// A flow that never waits would keep its thread for ever: after its first iteration since <see cref="Start"/> it leaves the timetable's thread, and then
    /// lets others run after so many iterations in a row.
    /// </summary>
    private const int YieldEvery = 64;

    private readonly LoadSession _session;
    private readonly Executor _executor;
    private readonly SplitMix64 _random = new();
    private ManualResetValueTaskSourceCore<bool> _wake;
    private int _state;
    private IFlow _flow = null!;
    private int _flowIndex;
    private long _intended;
    private long _start;
    private long _thought;
    private long _nextStep;
    private int _synchronous;
    private ErrorKind _error;

    public VirtualUser(LoadSession session, Executor executor, int index) => (_session, _executor, VirtualUserIndex) = (session, executor, index);

    /// <summary>Link of the list of idle users; belongs to <see cref="IdleUsers"/>.</summary>
    public VirtualUser? NextIdle { get; set; }

    /// <summary>In an iteration, or about to decide on the next.</summary>
    public bool IsActive => Volatile.Read(ref _state) is Running or BetweenIterations;

    /// <summary>End of the last iteration, nanoseconds.</summary>
    public long LastEnd { get; private set; }

    public long Number { get; private set; }
    public int VirtualUserIndex { get; }
    int IIteration.VirtualUser => VirtualUserIndex;
    public bool IsWarmUp => _intended < 0;
    public TimeSpan Now => TimeSpan.FromTicks(_session.Clock.Now / TimeSpan.NanosecondsPerTick);
    public TimeSpan IntendedStart => TimeSpan.FromTicks(_intended / TimeSpan.NanosecondsPerTick);
    public Random Random => _random;
    public CancellationToken Stopping => _session.Stopping;

    /// <summary>Begins the loop; the user then waits for <see cref="Start"/>.</summary>
    public void Live() => _ = LiveAsync();

    /// <summary>Starts an idle user on the calling thread, which comes back at the flow's first wait.</summary>
    public void Start(long number, long intended)
    {
        Prepare(number, intended);
        _synchronous = YieldEvery - 1;
        _wake.SetResult(true);
    }

    /// <summary>Sets what the next iteration is.</summary>
    public void Prepare(long number, long intended)
    {
        Number = number;
        _intended = intended;
        Volatile.Write(ref _state, Running);
    }

    /// <summary>Wakes the user from its think time. Timetable's thread.</summary>
    public void WakeUp() => _wake.SetResult(true);

    /// <summary>Ends a think time that the end of the run cuts off.</summary>
    public void CancelThinking() => _wake.SetException(new OperationCanceledException(_session.Stopping));

    /// <summary>Counts the iteration in progress, if any, as interrupted; whatever it does from now on is not recorded.</summary>
    public void Abandon()
    {
        if (Interlocked.CompareExchange(ref _state, Abandoned, Running) == Running)
            RecordIteration(_session.Clock.Now, ErrorKind.Interrupted);
    }

    public StepMark BeginStep(int index)
    {
        var now = _session.Clock.Now;
        var intended = _nextStep;
        _nextStep = long.MaxValue;
        return new StepMark(index, Math.Min(intended, now), now);
    }

    public void EndStep(in StepMark mark, ErrorKind kind = ErrorKind.None, string? detail = null)
    {
        var row = _session.Flows.Rows.StepRow(_flowIndex, mark.Step);
        if (kind != ErrorKind.None)
        {
            _session.Examples.Add(row, kind, detail);
            var step = _session.Flows.Rows.Flows[_flowIndex].Steps[mark.Step];
            Fail(kind, detail is null ? null : $"{step}: {detail}");
        }
        if (Volatile.Read(ref _state) == Running)
            _session.Recorder.Record(new Sample(mark.IntendedStart, mark.Start, _session.Clock.Now, 0, row, kind, IsWarmUp));
    }

    public void Fail(ErrorKind kind, string? detail = null)
    {
        if (kind == ErrorKind.None || _error != ErrorKind.None)
            return;
        _error = kind;
        _session.Examples.Add(_session.Flows.Rows.IterationRow(_flowIndex), kind, detail);
    }

    public ValueTask ThinkAsync(TimeSpan duration)
    {
        if (duration <= TimeSpan.Zero)
            return ValueTask.CompletedTask;
        _session.Stopping.ThrowIfCancellationRequested();
        var nanoseconds = duration.Ticks * TimeSpan.NanosecondsPerTick;
        _thought += nanoseconds;
        _nextStep = _session.Clock.Now + nanoseconds;
        _wake.Reset();
        var version = _wake.Version;
        _session.Timetable.WakeAt(this, _nextStep);
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
                Begin();
                try
                {
                    var iteration = _flow.RunAsync(this);
                    if (!iteration.IsCompleted)
                        _synchronous = 0;
                    await iteration;
                }
                catch (OperationCanceledException) when (_session.Stopping.IsCancellationRequested)
                {
                    Fail(ErrorKind.Interrupted);
                }
                catch (Exception fault) when (fault is not OutOfMemoryException)
                {
                    Fail(ErrorKind.FlowFault, $"{fault.GetType().Name}: {fault.Message}");
                }
                if (!End())
                    return;
                if (!_executor.Continue(this))
                    break;
                if (++_synchronous >= YieldEvery)
                {
                    _synchronous = 0;
                    await Task.Yield();
                }
            }
            _wake.Reset();
            Volatile.Write(ref _state, Idle);
            _executor.Release(this);
        }
    }

    private void Begin()
    {
        _flowIndex = _session.Flows.Choose(Number);
        _flow = _session.Flows[_flowIndex];
        _random.Seed(_session.Flows.SeedOf(Number));
        _error = ErrorKind.None;
        _thought = 0;
        _nextStep = _intended;
        _start = _session.Clock.Now;
    }

    /// <summary>Records the iteration; false when it was abandoned meanwhile.</summary>
    private bool End()
    {
        LastEnd = _session.Clock.Now;
        if (Interlocked.CompareExchange(ref _state, BetweenIterations, Running) != Running)
            return false;
        RecordIteration(LastEnd, _error);
        return true;
    }

    private void RecordIteration(long end, ErrorKind error) => _session.Recorder.Record(
        new Sample(_intended, _start, end, _thought, _session.Flows.Rows.IterationRow(_flowIndex), error, IsWarmUp));
}
