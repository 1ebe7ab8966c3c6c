namespace PspLoad.Core.Results;

/// <summary>One host in one second of the measured phase (negative before it), on the injector's clock. Percentages of the host's whole.</summary>
public sealed record HostLine
{
    public required double Second { get; init; }

    public required string Host { get; init; }

    public required double CpuPercent { get; init; }

    public required double MemoryPercent { get; init; }

    /// <summary>Bytes a second, in and out.</summary>
    public double? NetworkBytesPerSecond { get; init; }

    /// <summary>Bytes a second, read and written.</summary>
    public double? DiskBytesPerSecond { get; init; }

    /// <summary>More figures by name, the unit at the end of the name, for example <c>nginxRequestsPerSecond</c>.</summary>
    public IReadOnlyDictionary<string, double> More { get; init; } = new Dictionary<string, double>();
}
