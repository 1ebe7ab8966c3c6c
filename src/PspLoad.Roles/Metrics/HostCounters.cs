namespace PspLoad.Roles.Metrics;

/// <summary>Counters of a host at one moment. All except memory only increase; the difference of two samples gives a rate.</summary>
/// <param name="UptimeSeconds">the host's own monotonic clock</param>
/// <param name="CpuSeconds">busy time of all its CPUs together</param>
/// <param name="Cpus">number of CPUs it may use; fractional under a quota</param>
/// <param name="MemoryBytes">used memory, without the reclaimable page cache</param>
/// <param name="MemoryTotalBytes">total memory of the host</param>
/// <param name="NetworkBytes">received and sent, without loopback</param>
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
