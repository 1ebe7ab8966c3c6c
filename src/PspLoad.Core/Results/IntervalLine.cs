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
    public required IReadOnlyDictionary<string, long> Errors { get; init; }

    /// <summary>By flow.</summary>
    public required IReadOnlyDictionary<string, FlowIntervalPart> Flows { get; init; }
}
