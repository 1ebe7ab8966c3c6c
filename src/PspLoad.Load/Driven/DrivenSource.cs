using PspLoad.Core.Load;
using PspLoad.Load.Executors;
using PspLoad.Load.Plans;
using PspLoad.Load.Recording;

namespace PspLoad.Load.Driven;

/// <summary>Starts iterations when a driver says so. There is no timetable: the intended start is the actual one.</summary>
internal sealed class DrivenSource(LoadSession session, LoadPlan plan, ILoadDriver driver) : LoadSource, IDrivenLoad
{
    private const long Tick = 10_000_000;

    private readonly Lock _gate = new();
    private readonly Stack<DrivenIteration> _free = new();
    private readonly List<DrivenIteration> _all = [];
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Action? _begin;
    private Task _driving = Task.CompletedTask;
    private long _number;
    private long _scheduled;
    private long _scheduledWarmUp;
    private bool _closed;
    private volatile bool _over;

    public override long Scheduled => Volatile.Read(ref _scheduled);

    public override long ScheduledWarmUp => Volatile.Read(ref _scheduledWarmUp);

    /// <summary>A driver may start fewer iterations than planned, or more.</summary>
    public override double? Planned(TimeSpan duration) => plan.Model is OpenModel open ? open.Rate.ArrivalsBy(duration.TotalSeconds) : null;

    public override int InFlight
    {
        get
        {
            lock (_gate)
                return _all.Count(iteration => iteration.IsActive);
        }
    }

    public override bool IsIdle => InFlight == 0 && (_over || _driving.IsCompleted);

    public override void Run(Action begin, CancellationToken stop)
    {
        _begin = begin;
        _driving = Task.Run(() => driver.DriveAsync(plan, this, stop), CancellationToken.None);
        Task.WaitAny([_begun.Task, _driving], CancellationToken.None);
        if (!_begun.Task.IsCompleted)
        {
            // The driver never began. If it failed, its exception is all there is to report.
            _driving.GetAwaiter().GetResult();
            Begin();
        }
        var end = plan.Model.Duration.Ticks * TimeSpan.NanosecondsPerTick;
        // Wait for the planned end even if the driver ends early: only then the missing iterations show.
        while (session.Clock.Now < end && !stop.IsCancellationRequested && !_driving.IsFaulted)
            session.Clock.SleepUntil(Math.Min(end, session.Clock.Now + Tick));
    }

    public void Begin()
    {
        lock (_gate)
            Interlocked.Exchange(ref _begin, null)?.Invoke();
        _begun.TrySetResult();
    }

    public async Task<IterationEnd> RunIterationAsync(bool isWarmUp, IStepListener? steps)
    {
        // A driver's timer may be a moment early; time of the measured phase begins at zero.
        if (!isWarmUp && session.Clock.Now is < 0 and var early)
            await Task.Delay(TimeSpan.FromTicks(1 - early / TimeSpan.NanosecondsPerTick), CancellationToken.None);
        var (iteration, isClosed) = Start(isWarmUp);
        if (iteration is null)
            return isClosed ? new IterationEnd(ErrorKind.Interrupted, WasDropped: false) : new IterationEnd(ErrorKind.None, WasDropped: true);
        var kind = await iteration.RunAsync(steps);
        lock (_gate)
            _free.Push(iteration);
        return new IterationEnd(kind, WasDropped: false);
    }

    public void EndArrivals() => _over = true;

    public override void Abandon()
    {
        lock (_gate)
        {
            _closed = true;
            foreach (var iteration in _all)
                iteration.Abandon();
        }
    }

    public override Exception? Finish(CancellationToken abort)
    {
        try
        {
            _driving.Wait(abort);
        }
        catch (OperationCanceledException) when (abort.IsCancellationRequested)
        {
            // The user gave up waiting.
        }
        catch (AggregateException)
        {
            // Returned below.
        }
        return _driving.Exception?.GetBaseException();
    }

    /// <summary>Takes an iteration, or counts a dropped one. Counts nothing after the end, because nobody would record it.</summary>
    private (DrivenIteration? Iteration, bool IsClosed) Start(bool isWarmUp)
    {
        lock (_gate)
        {
            if (_closed)
                return (null, true);
            var (number, now) = (_number++, session.Clock.Now);
            Volatile.Write(ref isWarmUp ? ref _scheduledWarmUp : ref _scheduled, (isWarmUp ? _scheduledWarmUp : _scheduled) + 1);
            if (!_free.TryPop(out var iteration))
            {
                if (_all.Count == plan.Model.MaxConcurrency)
                {
                    var row = session.Flows.Rows.IterationRow(session.Flows.Choose(number));
                    session.Recorder.Record(new Sample(now, now, now, 0, row, ErrorKind.None, isWarmUp, IsDropped: true));
                    return (null, false);
                }
                _all.Add(iteration = new DrivenIteration(session, _all.Count));
            }
            iteration.Prepare(number, now, isWarmUp);
            return (iteration, false);
        }
    }
}
