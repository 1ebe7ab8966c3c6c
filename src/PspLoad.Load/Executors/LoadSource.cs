namespace PspLoad.Load.Executors;

/// <summary>Where iterations come from: this engine's own timetable (<see cref="Executor"/>), or somebody else's.</summary>
internal abstract class LoadSource
{
    /// <summary>Arrivals of the measured phase, dropped ones included.</summary>
    public abstract long Scheduled { get; }

    /// <summary>Arrivals of the warm-up, dropped ones included.</summary>
    public abstract long ScheduledWarmUp { get; }

    /// <summary>Arrivals that were meant to come within a time; null where <see cref="Scheduled"/> says it.</summary>
    public virtual double? Planned(TimeSpan duration) => null;

    /// <summary>Iterations under way. Any thread; a moment's truth.</summary>
    public abstract int InFlight { get; }

    /// <summary>Nothing is under way, and nothing more will be.</summary>
    public virtual bool IsIdle => InFlight == 0;

    /// <summary>Starts iterations from warm-up to the end of the profile, or until <paramref name="stop"/>.</summary>
    /// <param name="begin">to be called once, before the first iteration: the clock starts</param>
    /// <param name="stop">no more iterations</param>
    public abstract void Run(Action begin, CancellationToken stop);

    /// <summary>Gives up on iterations that didn't end, counts them as interrupted, and starts no more.</summary>
    public abstract void Abandon();

    /// <summary>Waits for what goes on behind the iterations, after everything was recorded.</summary>
    /// <returns>why it failed; null when it did not</returns>
    public virtual Exception? Finish(CancellationToken abort) => null;
}
