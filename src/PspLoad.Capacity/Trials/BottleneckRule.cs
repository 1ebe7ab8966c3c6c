namespace PspLoad.Capacity.Trials;

/// <summary>How one kind of bottleneck shows in one figure.</summary>
/// <param name="Kind">kind of bottleneck</param>
/// <param name="Figure">figure of a host; its name ends with the unit</param>
/// <param name="SaturatedFrom">lowest value that counts as saturated</param>
/// <param name="Growth">smallest multiple of the value at the lowest rate that counts as saturated; 0 if the value alone decides</param>
/// <param name="What">name of the saturated resource; {0} is the host</param>
/// <param name="Unit">unit of the figure as people write it</param>
/// <param name="Try">what to try</param>
public sealed record BottleneckRule(BottleneckKind Kind, string Figure, double SaturatedFrom, double Growth, string What, string Unit, string Try)
{
    /// <summary>In no particular order. <c>docs/capacity.md</c> gives the reasons for the limits.</summary>
    public static IReadOnlyList<BottleneckRule> All { get; } =
    [
        new(BottleneckKind.Cpu, HostCpu, 90, 0, "CPU of {0}", " %", "give {0} more CPUs, or another host of its role"),
        new(
            BottleneckKind.SharedCpu,
            MachineCpu,
            93,
            0,
            "CPU of the machine that injector and hosts share",
            " %",
            "run the hosts on separate machines: the limit of a lab says nothing about them"
        ),
        new(BottleneckKind.Disk, "diskBusyPercent", 90, 0, "disk of {0}", " %", "a faster disk at {0}, or fewer writes for each payment"),
        new(
            BottleneckKind.DiskFlush,
            "mariadbLogWaitsPerSecond",
            1,
            0,
            "redo log of {0}",
            " waits/s",
            "a larger innodb_log_buffer_size, and a disk at {0} that flushes faster"
        ),
        new(BottleneckKind.DiskFlush, "mariadbPendingFsyncs", 2, 0, "flushing of {0}'s disk", " pending flushes", "a disk at {0} that flushes faster"),
        new(
            BottleneckKind.DatabaseConnections,
            "mariadbConnectionsPercent",
            90,
            0,
            "connections of {0}",
            " % of max_connections",
            "raise database.maxConnections, or make the application's pools smaller"
        ),
        new(
            BottleneckKind.ConnectionPool,
            "pspDatabasePoolWaiting",
            1,
            0,
            "database connections of the application on {0}",
            " requests waiting for one",
            "a larger connection pool, if {0}'s database has room; else find what holds connections for long"
        ),
        new(
            BottleneckKind.LockWaits,
            "mariadbRowLockMsPerSecond",
            500,
            0,
            "row locks of {0}",
            " ms of waiting each second",
            "find the rows that payments share (a balance, a counter), and lock them later or split them"
        ),
        new(
            BottleneckKind.Replication,
            "mariadbSemiSyncWaitMs",
            5,
            3,
            "acknowledgement of {0}'s replica",
            " ms for each commit",
            "a replica that flushes as fast as the primary, or a faster network path to it; ./run.sh ab --toggle database.semiSync=on,off shows what it costs"
        ),
        new(BottleneckKind.Network, "networkPercent", 85, 0, "network link of {0}", " % of its speed", "a faster link at {0}"),
        new(
            BottleneckKind.Acquirer,
            "pspAcquirerMs",
            1,
            2,
            "acquirer, as the application on {0} sees it",
            " ms for each request",
            "ask the acquirer what it guarantees, or allow more concurrent requests to it"
        ),
    ];

    /// <summary>CPU use of a host, relative to its quota if it has one.</summary>
    public const string HostCpu = "cpuPercent";

    /// <summary>CPU use of the injector's machine, under this name in a trial's figures.</summary>
    public const string MachineCpu = "machineCpuPercent";

    /// <summary>1 at the point of saturation.</summary>
    public double NearnessOf(double value, double atLowestRate) =>
        Math.Min(value / SaturatedFrom, Growth == 0 || atLowestRate <= 0 ? double.PositiveInfinity : value / (Growth * atLowestRate));

    public bool IsSaturatedBy(double value, double atLowestRate) => value >= SaturatedFrom && (Growth == 0 || value >= Growth * atLowestRate);
}
