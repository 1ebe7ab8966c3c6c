namespace PspLoad.Core.Bottlenecks;

/// <summary>How one kind of bottleneck shows in one figure.</summary>
public sealed record BottleneckRule
{
    /// <summary>CPU use of a host, relative to its quota if it has one, %.</summary>
    public const string HostCpu = "cpuPercent";

    /// <summary>CPU use of the injector's machine, under this name in a trial's figures, %.</summary>
    public const string MachineCpu = "machineCpuPercent";

    public required BottleneckKind Kind { get; init; }

    /// <summary>Name of a host's figure; it ends with the unit.</summary>
    public required string Figure { get; init; }

    /// <summary>Lowest value that counts as saturated.</summary>
    public required double SaturatedFrom { get; init; }

    /// <summary>Smallest multiple of the value at the lowest rate that counts as saturated; 0 if the value alone decides.</summary>
    public double Growth { get; init; }

    /// <summary>Name of the saturated resource; {0} is the host.</summary>
    public required string What { get; init; }

    /// <summary>Unit of the figure as people write it, with a space before it.</summary>
    public required string Unit { get; init; }

    /// <summary>Reason for the limit, one line of Markdown; <c>docs/capacity.md</c> repeats it.</summary>
    public required string Because { get; init; }

    /// <summary>What to try; {0} is the host.</summary>
    public required string Try { get; init; }

    /// <summary>1 at the point of saturation.</summary>
    public double NearnessOf(double value, double atLowestRate) =>
        Math.Min(value / SaturatedFrom, Growth == 0 || atLowestRate <= 0 ? double.PositiveInfinity : value / (Growth * atLowestRate));

    public bool IsSaturatedBy(double value, double atLowestRate) => value >= SaturatedFrom && (Growth == 0 || value >= Growth * atLowestRate);
}

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
