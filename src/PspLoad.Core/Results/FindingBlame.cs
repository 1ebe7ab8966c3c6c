namespace PspLoad.Core.Results;

/// <summary>Whose limit a finding shows.</summary>
public static class FindingBlame
{
    /// <summary>
    /// True where the injector was too slow. False where somebody else disturbed it, or where the finding is not about the injector. A neighbour that takes the
    /// CPU stops the injector as well, so a stall is its own only while the hypervisor takes little.
    /// </summary>
    /// <param name="id">why a run is INVALID</param>
    /// <param name="stealPercent">CPU that the hypervisor took from the injector's machine, percent; 0 where nobody looked</param>
    public static bool IsInjectorsOwn(this FindingId id, double stealPercent) =>
        id switch
        {
            FindingId.Stall => stealPercent < InjectorPart.NotableStealPercent,
            FindingId.Lag
            or FindingId.CpuWait
            or FindingId.MachineCpu
            or FindingId.OwnCpu
            or FindingId.Gc
            or FindingId.ThreadPool
            or FindingId.Bandwidth
            or FindingId.InjectorLimit => true,
            _ => false,
        };
}
