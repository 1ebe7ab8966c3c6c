namespace PspLoad.Core.Results;

/// <summary>One host of the environment; figures are null where it was not sampled.</summary>
public sealed record HostPart
{
    public required string Name { get; init; }

    public required string Address { get; init; }

    public required IReadOnlyList<string> Roles { get; init; }

    public double? CpuPercentMax { get; init; }

    public double? MemoryPercentMax { get; init; }

    /// <summary>What runs there, name → version or digest: kernel, nginx, mariadb, image.</summary>
    public IReadOnlyDictionary<string, string> Versions { get; init; } = new Dictionary<string, string>();
}
