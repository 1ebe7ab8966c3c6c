using PspLoad.Load.Driven;
using PspLoad.Load.Plans;

namespace PspLoad.NBomber.Sessions;

/// <summary>One session of NBomber, which drives one load.</summary>
public abstract class NBomberSession : ILoadDriver
{
    /// <summary>NBomber's.</summary>
    public abstract string Version { get; }

    /// <summary>What its report says; null before its end, and where it has none.</summary>
    public NBomberCounts? Counts { get; protected set; }

    /// <inheritdoc/>
    public abstract Task DriveAsync(LoadPlan plan, IDrivenLoad load, CancellationToken ending);
}
