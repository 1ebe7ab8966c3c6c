namespace PspLoad.Core.Results;

/// <summary>How the injector fared. Percentages are of the whole machine: 100 = all its cores.</summary>
public sealed record InjectorPart
{
    public required double CpuPercent { get; init; }

    public required double MachineCpuPercent { get; init; }

    /// <summary>Where the injector stood still, this much of <see cref="StealPercent"/> says who is to blame; a quiet machine shows a tenth.</summary>
    public const double NotableStealPercent = 1;

    public required double StealPercent { get; init; }

    /// <summary>Time that its threads waited for a CPU ÷ time that they ran; null where the kernel doesn't tell.</summary>
    public required double? CpuWaitPercent { get; init; }

    public required double GcPauseMs { get; init; }

    public required double LongestStallMs { get; init; }

    public required long PeakRssBytes { get; init; }
}
