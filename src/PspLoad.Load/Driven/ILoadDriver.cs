using PspLoad.Load.Plans;

namespace PspLoad.Load.Driven;

/// <summary>Another load generator, which decides when iterations start instead of this engine's timetable. What they do, and how it is
/// recorded, stays the same.</summary>
public interface ILoadDriver
{
    /// <summary>Drives the load from its warm-up to its end, and does what it has to do afterwards. What it throws makes the run
    /// INVALID.</summary>
    /// <param name="plan">what is wanted</param>
    /// <param name="load">what it drives</param>
    /// <param name="ending">ends the load early</param>
    Task DriveAsync(LoadPlan plan, IDrivenLoad load, CancellationToken ending);
}
