using System.Diagnostics;

namespace PspLoad.Load.Timing;

/// <summary>
/// CLOCK_MONOTONIC. Sleeps with <c>clock_nanosleep(TIMER_ABSTIME)</c>, because an absolute time does not drift, and spins for the last 5 µs. A thread that
/// sleeps here first gives up its timer slack (prctl(2), 50 µs by default).
/// </summary>
public sealed class MonotonicClock : LoadClock
{
    /// <summary>A sleep ends this early and a spin takes the rest: the kernel needs some microseconds to wake a thread.</summary>
    private const long SpinNanoseconds = 5_000;

    [ThreadStatic]
    private static bool s_isPunctual;

    private long _zero = Stopwatch.GetTimestamp();

    // .NET reads the same clock with the same unit on Linux, so a timestamp is a time to sleep until.
    public override long Now => Stopwatch.GetTimestamp() - _zero;

    public override void StartIn(long nanoseconds) => _zero = Stopwatch.GetTimestamp() + nanoseconds;

    public override void SleepUntil(long time)
    {
        if (time - Now > SpinNanoseconds)
        {
            if (!s_isPunctual)
            {
                LinuxTimer.RemoveSlack();
                LinuxTimer.AskForShortTurns();
                s_isPunctual = true;
            }
            LinuxTimer.SleepUntil(_zero + time - SpinNanoseconds);
        }
        while (Now < time)
            Thread.SpinWait(8);
    }
}
