using PspLoad.Core.Load;

namespace PspLoad.Core.Results;

/// <summary>One second of the measured phase.</summary>
public sealed record IntervalLine
{
    /// <summary>What ended from this second to the next, counted from the start of the measured phase.</summary>
    public required long Second { get; init; }

    /// <summary>Arrivals that the timetable meant for this second; null in the closed model.</summary>
    public required double? Target { get; init; }

    public required long Completed { get; init; }

    public required long Failed { get; init; }

    public required long TimedOut { get; init; }

    public required long Dropped { get; init; }

    /// <summary>Iterations in flight at its end.</summary>
    public required long InFlight { get; init; }

    /// <summary>All outcomes.</summary>
    public required QuantilesPart ResponseTimeMs { get; init; }

    public required QuantilesPart ServiceTimeMs { get; init; }

    public required QuantilesPart InjectorLagMs { get; init; }

    /// <summary>By kind; empty when there were none.</summary>
    public required IReadOnlyDictionary<ErrorKind, long> Errors { get; init; }

    /// <summary>By flow.</summary>
    public required IReadOnlyDictionary<string, FlowIntervalPart> Flows { get; init; }
}

/// <summary>One flow in one second.</summary>
/// <param name="Completed">without error</param>
/// <param name="Errors">failed, timed out or dropped</param>
/// <param name="ResponseTimeMs">all outcomes</param>
public sealed record FlowIntervalPart(long Completed, long Errors, QuantilesPart ResponseTimeMs);

/// <summary>Times of one second, ms; all 0 when nothing ended in it.</summary>
public sealed record QuantilesPart(double P50, double P95, double P99, double Max);
