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

    /// <inheritdoc/>
    public abstract Task DriveAsync(LoadPlan plan, IDrivenLoad load, CancellationToken ending);
}
