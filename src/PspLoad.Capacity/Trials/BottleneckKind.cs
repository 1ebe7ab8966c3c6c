namespace PspLoad.Capacity.Trials;

/// <summary>What can limit a system.</summary>
public enum BottleneckKind
{
    /// <summary>No sampled resource is saturated.</summary>
    Unknown,
    Cpu,

    /// <summary>CPU of a lab's machine, which the injector and the hosts share.</summary>
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
