using PspLoad.Load.Timing;

namespace PspLoad.UnitTests.Load;

/// <summary>A clock that jumps when the timetable's thread sleeps on it: a run of hours takes milliseconds, and what that thread runs is
/// deterministic.</summary>
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
            // Watchers don't drive time; they look on until it has come, or for a moment.
            SpinWait.SpinUntil(() => Now >= time, millisecondsTimeout: 1);
        }
    }
}
