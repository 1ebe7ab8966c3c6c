namespace PspLoad.Capacity.Search;

/// <summary>How a search goes about it, and when it gives up.</summary>
public sealed record SearchGoal
{
    /// <summary>Arrivals a second of the first trial.</summary>
    public required double StartRate { get; init; }

    /// <summary>Not exceeded.</summary>
    public double MaxRate { get; init; } = 1_000_000;

    /// <summary>Below this the search says that nothing passes.</summary>
    public double MinRate { get; init; } = 1;

    /// <summary>Of a confirmation.</summary>
    public required TimeSpan FullLength { get; init; }

    /// <summary>Highest passing and lowest failing rate are at most this far apart, as a share.</summary>
    public double Precision { get; init; } = 0.025;

    /// <summary>Trials at full length that a rate has to pass; it may fail fewer than two on the way.</summary>
    public int Confirmations { get; init; } = 3;

    /// <summary>Trials at most, at the first rate, for a system that is not warm yet; 0: it is taken as it is.</summary>
    public int WarmUpTrials { get; init; } = 8;

    /// <summary>The search ends when the next trial would not fit in.</summary>
    public TimeSpan TimeBudget { get; init; } = TimeSpan.FromHours(2);

    /// <summary>The search ends when all trials together have caused more failed iterations than this.</summary>
    public long ErrorBudget { get; init; } = long.MaxValue;

    public TimeSpan AscentLength => Shortest(FullLength / 12);

    public TimeSpan NarrowingLength => Shortest(FullLength / 6);

    /// <summary>Below five seconds a trend can't be told from a swing.</summary>
    private TimeSpan Shortest(TimeSpan length) =>
        length > s_shortest ? length
        : FullLength < s_shortest ? FullLength
        : s_shortest;

    private static readonly TimeSpan s_shortest = TimeSpan.FromSeconds(5);
}
