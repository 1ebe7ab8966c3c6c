namespace PspLoad.Load.Executors;

/// <summary>Starts the iterations: this engine's own timetable (<see cref="Executor"/>), or another load generator.</summary>
internal abstract class LoadSource
{
    /// <summary>Arrivals of the measured phase, dropped ones included.</summary>
    public abstract long Scheduled { get; }

    /// <summary>Arrivals of the warm-up, dropped ones included.</summary>
    public abstract long ScheduledWarmUp { get; }

    /// <summary>Planned arrivals within a time; null where that is <see cref="Scheduled"/>.</summary>
    public virtual double? Planned(TimeSpan duration) => null;

    /// <summary>Iterations in flight. Thread-safe; outdated at once.</summary>
    public abstract int InFlight { get; }

    /// <summary>No iteration is in flight, and none will start.</summary>
    public virtual bool IsIdle => InFlight == 0;

    /// <summary>Starts iterations from warm-up to the end of the profile, or until <paramref name="stop"/>.</summary>
    /// <param name="begin">starts the clock; call it once, before the first iteration</param>
    /// <param name="stop">no more iterations</param>
    public abstract void Run(Action begin, CancellationToken stop);

    /// <summary>Counts the iterations that did not end as interrupted, and starts no more.</summary>
    public abstract void Abandon();

    /// <summary>Waits for the source's own work, after everything was recorded.</summary>
    /// <returns>why it failed; null when it did not</returns>
    public virtual Exception? Finish(CancellationToken abort) => null;
}
