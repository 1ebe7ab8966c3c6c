using PspLoad.Load.Timing;

namespace PspLoad.Load.Recording;

/// <summary>
/// Turns samples into totals and one-second intervals on a thread of its own. Finished seconds go to the observers and into the totals. Their memory is then
/// reused, so it does not grow with the length of the run.
/// </summary>
internal sealed class Recorder : IDisposable
{
    private const long Second = 1_000_000_000;

    /// <summary>Seconds stay open this long: a thread may lose its CPU between the end of a request and its record.</summary>
    private const long GraceNanoseconds = Second / 4;

    private static readonly TimeSpan s_period = TimeSpan.FromMilliseconds(100);

    private readonly RowTable _table;
    private readonly LoadClock _clock;
    private readonly IReadOnlyList<LoadObserver> _observers;
    private readonly Func<long> _inFlight;
    private readonly SampleStream _stream = new();
    private readonly List<Interval> _open = [];
    private readonly Stack<Interval> _spare = new();

    /// <summary>In flight at the end of each second that has ended and is still open.</summary>
    private readonly Queue<long> _levels = new();
    private long _ended;

    private readonly ManualResetEventSlim _stop = new();
    private readonly Thread _thread;

    public Recorder(RowTable table, LoadClock clock, IReadOnlyList<LoadObserver> observers, Func<long> inFlight)
    {
        (_table, _clock, _observers, _inFlight) = (table, clock, observers, inFlight);
        (Measured, WarmUp) = (new RowSet(table), new RowSet(table));
        _thread = new Thread(Run) { IsBackground = true, Name = "load recorder" };
    }

    /// <summary>Totals of the measured phase; complete after <see cref="Finish"/>.</summary>
    public RowSet Measured { get; }

    /// <summary>Totals of the warm-up; complete after <see cref="Finish"/>.</summary>
    public RowSet WarmUp { get; }

    /// <summary>First exception of an observer, if any; from then on none is called.</summary>
    public Exception? ObserverFailure { get; private set; }

    public void Start(DateTimeOffset measuredStart)
    {
        Notify(observer => observer.OnStart(_table, measuredStart));
        _thread.Start();
    }

    /// <summary>Records one sample. Any thread, no lock, no allocation in steady state.</summary>
    public void Record(in Sample sample) => _stream.Append(sample);

    /// <summary>Records the rest and closes all seconds. No sample may come later.</summary>
    public void Finish()
    {
        if (_thread.ThreadState.HasFlag(ThreadState.Unstarted))
            return;
        _stop.Set();
        _thread.Join();
    }

    public void Dispose()
    {
        Finish();
        _stop.Dispose();
    }

    private void Run()
    {
        while (!_stop.Wait(UntilSomethingIsDue()))
        {
            NoteInFlight();
            _stream.Drain(TakeIn);
            CloseUntil(_clock.Now - GraceNanoseconds);
        }
        NoteInFlight();
        _stream.Drain(TakeIn);
        CloseUntil(_clock.Now);
        while (_open.Count > 0)
            CloseFirst();
    }

    /// <summary>A period, or less where a second ends earlier; rounded up to whole milliseconds.</summary>
    private TimeSpan UntilSomethingIsDue()
    {
        var secondEnds = TimeSpan.FromMilliseconds(((_ended + 1) * Second - _clock.Now) / 1_000_000 + 1);
        return secondEnds < s_period ? TimeSpan.FromMilliseconds(Math.Max(1, secondEnds.TotalMilliseconds)) : s_period;
    }

    /// <summary>Comes first: a little later nothing would be in flight any more at the end of the last second.</summary>
    private void NoteInFlight()
    {
        for (; (_ended + 1) * Second <= _clock.Now; _ended++)
            _levels.Enqueue(_inFlight());
    }

    private void TakeIn(ReadOnlySpan<Sample> samples)
    {
        foreach (ref readonly var sample in samples)
            (sample.IsWarmUp ? WarmUp : IntervalOf(sample.End).Rows).Record(sample);
        if (ObserverFailure is not null)
            return;
        try
        {
            foreach (var observer in _observers)
                observer.OnSamples(samples);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            ObserverFailure = failure;
        }
    }

    private long FirstOpen { get; set; }

    private Interval IntervalOf(long time)
    {
        var offset = (int)Math.Max(0, time / Second - FirstOpen);
        while (_open.Count <= offset)
            Open();
        return _open[offset];
    }

    private void Open()
    {
        var interval = _spare.TryPop(out var used) ? used : new Interval(_table);
        interval.Second = FirstOpen + _open.Count;
        _open.Add(interval);
    }

    private void CloseUntil(long time)
    {
        while ((FirstOpen + 1) * Second <= time)
        {
            if (_open.Count == 0)
                Open();
            CloseFirst();
        }
    }

    private void CloseFirst()
    {
        var interval = _open[0];
        interval.InFlight = _levels.TryDequeue(out var level) ? level : _inFlight();
        Notify(observer => observer.OnInterval(interval));
        Measured.Add(interval.Rows);
        interval.Rows.Clear();
        _open.RemoveAt(0);
        _spare.Push(interval);
        FirstOpen++;
    }

    private void Notify(Action<LoadObserver> tell)
    {
        if (ObserverFailure is not null)
            return;
        try
        {
            foreach (var observer in _observers)
                tell(observer);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            ObserverFailure = failure;
        }
    }
}
