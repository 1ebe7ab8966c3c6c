namespace PspLoad.Core.Results;

/// <summary>One host of the environment; figures are null where it was not sampled.</summary>
public sealed record HostPart
{
    public required string Name { get; init; }

    public required string Address { get; init; }

    public required IReadOnlyList<string> Roles { get; init; }

    public double? CpuPercentMax { get; init; }

    public double? MemoryPercentMax { get; init; }

    /// <summary>Highest of each further figure that was sampled, the unit at the end of its name, for example <c>mariadbCommitsPerSecond</c>.</summary>
    public IReadOnlyDictionary<string, double> FiguresMax { get; init; } = new Dictionary<string, double>();

    /// <summary>Its samples are placed on the injector's clock within ± this.</summary>
    public double? ClockUncertaintyMs { get; init; }

    /// <summary>What runs there, name → version or digest: kernel, nginx, mariadb, image.</summary>
    public IReadOnlyDictionary<string, string> Versions { get; init; } = new Dictionary<string, string>();
}
