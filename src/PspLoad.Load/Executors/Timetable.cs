using System.Collections.Concurrent;
using PspLoad.Load.Timing;

namespace PspLoad.Load.Executors;

/// <summary>The timetable's thread waits here for the next arrival, and meanwhile wakes users whose think time ends. One thread, no timers.</summary>
internal sealed class Timetable(LoadClock clock)
{
    /// <summary>Longest time until a stop is noticed.</summary>
    private const long LongestSleep = 20_000_000;

    /// <summary>Longest time until a new think time is noticed. A longer think time then ends on the microsecond.</summary>
    private const long ThinkResolution = 1_000_000;

    private readonly ConcurrentQueue<(VirtualUser User, long Due)> _new = new();
    private readonly PriorityQueue<VirtualUser, long> _thinking = new();
    private volatile bool _anybodyThinks;

    /// <summary>Wakes a user at <paramref name="due"/>. Any thread.</summary>
    public void WakeAt(VirtualUser user, long due)
    {
        _anybodyThinks = true;
        _new.Enqueue((user, due));
    }

    /// <summary>Blocks until <paramref name="time"/> or <paramref name="stop"/>; false when it was stopped.</summary>
    public bool WaitUntil(long time, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            WakeThinkers();
            var now = clock.Now;
            if (now >= time)
                return true;
            var next = Math.Min(time, now + (_anybodyThinks ? ThinkResolution : LongestSleep));
            clock.SleepUntil(_thinking.TryPeek(out _, out var due) ? Math.Min(next, due) : next);
        }
        return false;
    }

    /// <summary>Ends every think time with a cancellation.</summary>
    public void CancelThinkers()
    {
        TakeNew();
        while (_thinking.TryDequeue(out var user, out _))
            user.CancelThinking();
    }

    private void WakeThinkers()
    {
        TakeNew();
        while (_thinking.TryPeek(out var user, out var due) && due <= clock.Now)
        {
            _thinking.Dequeue();
            user.WakeUp();
        }
    }

    private void TakeNew()
    {
        while (_new.TryDequeue(out var arrival))
            _thinking.Enqueue(arrival.User, arrival.Due);
    }
}
