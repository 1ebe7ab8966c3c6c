using PspLoad.Load.Timing;

namespace PspLoad.UnitTests.Load;

/// <summary>
/// A clock that jumps when the timetable's thread sleeps on it. A run of hours takes milliseconds, and the work of that thread is deterministic.
/// </summary>
internal sealed class SimulatedClock : LoadClock
{
    private readonly Lock _lock = new();
    private long _now;

    public override long Now
    {
        get
        {
            lock (_lock)
                return _now;
        }
    }

    public override void StartIn(long nanoseconds)
    {
        lock (_lock)
            _now = -nanoseconds;
    }

    public override void SleepUntil(long time)
    {
        if (string.Equals(Thread.CurrentThread.Name, "load timetable", StringComparison.Ordinal))
        {
            lock (_lock)
                _now = Math.Max(_now, time);
        }
        else
        {
            // Watchers don't advance time. They wait until the time has come, for 1 ms at most.
            SpinWait.SpinUntil(() => Now >= time, millisecondsTimeout: 1);
        }
    }
}
