namespace PspLoad.Load.Recording;

/// <summary>
/// Watches a run. Called on the recorder's thread, never on a load thread. An exception makes the run INVALID, because the output is incomplete.
/// </summary>
public abstract class LoadObserver
{
    /// <summary>Names of the rows that samples refer to; called once, before anything else.</summary>
    public virtual void OnStart(RowTable rows, DateTimeOffset measuredStart) { }

    /// <summary>Samples of one thread in the order of their end, warm-up included. The span is valid during the call.</summary>
    public virtual void OnSamples(ReadOnlySpan<Sample> samples) { }

    /// <summary>One second has finished. Every second comes once, in order, even if nothing ended in it.</summary>
    public virtual void OnInterval(Interval interval) { }
}
