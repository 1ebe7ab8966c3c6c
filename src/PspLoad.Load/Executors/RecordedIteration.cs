using PspLoad.Core.Load;
using PspLoad.Load.Recording;

namespace PspLoad.Load.Executors;

/// <summary>Records an iteration: its steps, how it ended, and when. Reused for one iteration after the other.</summary>
internal abstract class RecordedIteration(LoadSession session, int virtualUser)
{
    private const int Idle = 0;
    private const int Running = 1;
    private const int BetweenIterations = 2;
    private const int Abandoned = 3;

    private readonly SplitMix64 _random = new();
    private int _state;
    private int _flowIndex;
    private long _intended;
    private long _start;
    private long _thought;
    private long _nextStep;
    private ErrorKind _error;

    /// <summary>In an iteration, or between two.</summary>
    public bool IsActive => Volatile.Read(ref _state) is Running or BetweenIterations;

    /// <summary>End of the last iteration, nanoseconds.</summary>
    public long LastEnd { get; private set; }

    public long Number { get; private set; }
    public int VirtualUserIndex => virtualUser;
    public bool IsWarmUp { get; private set; }
    public TimeSpan Now => TimeSpan.FromTicks(session.Clock.Now / TimeSpan.NanosecondsPerTick);
    public TimeSpan IntendedStart => TimeSpan.FromTicks(_intended / TimeSpan.NanosecondsPerTick);
    public Random Random => _random;
    public CancellationToken Stopping => session.Stopping;

    protected LoadSession Session => session;

    /// <summary>How it ended, or is about to.</summary>
    protected ErrorKind Error => _error;

    /// <summary>Sets what the next iteration is.</summary>
    public void Prepare(long number, long intended, bool isWarmUp)
    {
        Number = number;
        IsWarmUp = isWarmUp;
        _intended = intended;
        Volatile.Write(ref _state, Running);
    }

    /// <summary>Counts an iteration in progress as interrupted. Nothing that it does later is recorded.</summary>
    public void Abandon()
    {
        if (Interlocked.CompareExchange(ref _state, Abandoned, Running) == Running)
            RecordIteration(session.Clock.Now, ErrorKind.Interrupted);
    }

    public StepMark BeginStep(int index)
    {
        var now = session.Clock.Now;
        var intended = _nextStep;
        _nextStep = long.MaxValue;
        return new StepMark(index, Math.Min(intended, now), now);
    }

    public void EndStep(in StepMark mark, ErrorKind kind = ErrorKind.None, string? detail = null)
    {
        var row = session.Flows.Rows.StepRow(_flowIndex, mark.Step);
        if (kind != ErrorKind.None)
        {
            session.Examples.Add(row, kind, detail);
            var step = session.Flows.Rows.Flows[_flowIndex].Steps[mark.Step];
            Fail(kind, detail is null ? null : $"{step}: {detail}");
        }
        if (Volatile.Read(ref _state) == Running)
            session.Recorder.Record(new Sample(mark.IntendedStart, mark.Start, session.Clock.Now, 0, row, kind, IsWarmUp));
    }

    public void Fail(ErrorKind kind, string? detail = null)
    {
        if (kind == ErrorKind.None || _error != ErrorKind.None)
            return;
        _error = kind;
        session.Examples.Add(session.Flows.Rows.IterationRow(_flowIndex), kind, detail);
    }

    /// <summary>The clock of the iteration starts.</summary>
    /// <returns>what to run</returns>
    protected IFlow Begin()
    {
        _flowIndex = session.Flows.Choose(Number);
        _random.Seed(session.Flows.SeedOf(Number));
        _error = ErrorKind.None;
        _thought = 0;
        _nextStep = _intended;
        _start = session.Clock.Now;
        return session.Flows[_flowIndex];
    }

    /// <summary>A think time begins.</summary>
    /// <param name="nanoseconds">its length</param>
    /// <returns>when it ends</returns>
    protected long Think(long nanoseconds)
    {
        _thought += nanoseconds;
        return _nextStep = session.Clock.Now + nanoseconds;
    }

    /// <summary>Records the iteration; false when it was abandoned meanwhile.</summary>
    protected bool End()
    {
        LastEnd = session.Clock.Now;
        if (Interlocked.CompareExchange(ref _state, BetweenIterations, Running) != Running)
            return false;
        RecordIteration(LastEnd, _error);
        return true;
    }

    /// <summary>There is no next iteration yet.</summary>
    protected void Rest() => Volatile.Write(ref _state, Idle);

    private void RecordIteration(long end, ErrorKind error) =>
        session.Recorder.Record(new Sample(_intended, _start, end, _thought, session.Flows.Rows.IterationRow(_flowIndex), error, IsWarmUp));
}
