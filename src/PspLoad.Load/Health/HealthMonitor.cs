using PspLoad.Core.Histograms;
using PspLoad.Load.Timing;

namespace PspLoad.Load.Health;

/// <summary>Watches the injector during the measured phase from a thread of its own, which sleeps as precisely as the timetable's.</summary>
internal sealed class HealthMonitor : IDisposable
{
    private const long Heartbeat = 10_000_000;
    private const int HeartbeatsPerProbe = 10;
    private const int HeartbeatsPerReading = 100;

    private readonly LoadClock _clock;
    private readonly LatencyHistogram _heartbeatLag = new();
    private readonly ThreadPoolProbe _threadPool;
    private readonly Thread _thread;
    private readonly HealthReadings _readings;
    private volatile bool _stop;
    private long _stalled;

    public HealthMonitor(LoadClock clock, TimeProvider time)
    {
        (_clock, _threadPool, _readings) = (clock, new ThreadPoolProbe(clock), new HealthReadings(time));
        _thread = new Thread(Run) { IsBackground = true, Name = "load health" };
    }

    /// <summary>Starts to watch when the clock reaches zero.</summary>
    public void Start() => _thread.Start();

    /// <summary>Ends the watch and says what was seen; null when it was stopped before the clock reached zero.</summary>
    public InjectorHealth? Stop()
    {
        _stop = true;
        _thread.Join();
        return _readings.Finish(_heartbeatLag, _threadPool.Delay, _stalled / 1e9);
    }

    public void Dispose()
    {
        _stop = true;
        if (!_thread.ThreadState.HasFlag(ThreadState.Unstarted))
            _thread.Join();
    }

    private void Run()
    {
        while (_clock.Now < 0 && !_stop)
            _clock.SleepUntil(Math.Min(0, _clock.Now + Heartbeat));
        if (_stop)
            return;
        _readings.Begin();
        var due = _clock.Now;
        for (long beat = 1; !_stop; beat++)
        {
            due += Heartbeat;
            _clock.SleepUntil(due);
            var late = _clock.Now - due;
            _heartbeatLag.Record(late / 1000);
            if (late > InjectorHealth.StallMilliseconds * 1e6)
                _stalled += late;
            // Beats that a stall swallowed are not made up for: one long lateness is one event.
            due += late / Heartbeat * Heartbeat;
            if (beat % HeartbeatsPerProbe == 0)
                _threadPool.Send();
            if (beat % HeartbeatsPerReading == 0)
                _readings.Take();
        }
    }
}
