namespace PspLoad.Capacity.Trials;

/// <summary>What can limit a system.</summary>
public enum BottleneckKind
{
    /// <summary>Nothing that was sampled is saturated.</summary>
    Unknown,
    Cpu,

    /// <summary>A lab's machine, which injector and hosts share.</summary>
    SharedCpu,
    Disk,
    DiskFlush,
    DatabaseConnections,
    ConnectionPool,
    LockWaits,
    Replication,
    Network,
    Acquirer,
    Injector,
}
