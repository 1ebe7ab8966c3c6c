namespace PspLoad.Roles.Metrics;

/// <summary>Counters of a host at one moment. All of them only grow, but for memory; differences of two make rates.</summary>
/// <param name="UptimeSeconds">the host's own monotonic clock</param>
/// <param name="CpuSeconds">busy, of all its CPUs together</param>
/// <param name="Cpus">how many it may use; a quota can be a part of one</param>
/// <param name="MemoryBytes">used, without what the page cache would give back</param>
/// <param name="MemoryTotalBytes">of the host</param>
/// <param name="NetworkBytes">in and out, loopback left out</param>
/// <param name="DiskBytes">read and written</param>
internal sealed record HostCounters(
    double UptimeSeconds,
    double CpuSeconds,
    double Cpus,
    double MemoryBytes,
    double MemoryTotalBytes,
    double NetworkBytes,
    double DiskBytes
);
