namespace PspLoad.Load.Timing;

/// <summary>The injector's clock, and how to sleep on it. Zero is the start of the measured phase; earlier times are negative.</summary>
public abstract class LoadClock
{
    /// <summary>Nanoseconds since zero; never goes back.</summary>
    public abstract long Now { get; }

    /// <summary>Sets zero this many nanoseconds into the future.</summary>
    public abstract void StartIn(long nanoseconds);

    /// <summary>Blocks the calling thread until <see cref="Now"/> is at least <paramref name="time"/>; returns at once if it is already.</summary>
    public abstract void SleepUntil(long time);
}
