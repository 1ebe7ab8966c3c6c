using PspLoad.Load.Driven;
using PspLoad.Load.Plans;

namespace PspLoad.NBomber.Sessions;

/// <summary>One NBomber session, which drives one load.</summary>
public abstract class NBomberSession : ILoadDriver
{
    /// <summary>NBomber's version.</summary>
    public abstract string Version { get; }

    /// <summary>Counts from NBomber's report; null before the session ends, and if the report has none.</summary>
    public NBomberCounts? Counts { get; protected set; }

    /// <summary>Null before the session ends.</summary>
    public SessionReport? Report { get; protected set; }

    /// <summary>How the simulations differed from the planned ones; empty if nothing could replace them.</summary>
    public IReadOnlyList<string> Replaced { get; protected set; } = [];

    /// <summary>A warning about NBomber's tables on the console; null if there is nothing to warn of.</summary>
    public virtual string? ConsoleWarning => null;

    /// <summary>The session is a node of a cluster, so NBomber's counts may be those of all nodes.</summary>
    public virtual bool IsNode => false;

    /// <inheritdoc/>
    public abstract Task DriveAsync(LoadPlan plan, IDrivenLoad load, CancellationToken ending);
}
