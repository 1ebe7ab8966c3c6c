namespace PspLoad.Capacity.Search;

/// <summary>Parameters and budgets of a search.</summary>
public sealed record SearchGoal
{
    /// <summary>Arrivals per second in the first trial.</summary>
    public required double StartRate { get; init; }

    /// <summary>Upper limit of the rate.</summary>
    public double MaxRate { get; init; } = 1_000_000;

    /// <summary>Lower limit of the rate. If it fails, the search reports that nothing passes.</summary>
    public double MinRate { get; init; } = 1;

    /// <summary>Length of a confirmation trial.</summary>
    public required TimeSpan FullLength { get; init; }

    /// <summary>Largest relative gap allowed between the highest passing and the lowest failing rate.</summary>
    public double Precision { get; init; } = 0.025;

    /// <summary>Full-length trials that a rate has to pass. It may fail at most once on the way.</summary>
    public int Confirmations { get; init; } = 3;

    /// <summary>Maximum number of warm-up trials at the first rate; 0 skips the warm-up.</summary>
    public int WarmUpTrials { get; init; } = 8;

    /// <summary>The search ends when the next trial would not fit into this budget.</summary>
    public TimeSpan TimeBudget { get; init; } = TimeSpan.FromHours(2);

    /// <summary>The search ends when all trials together have more failed iterations than this.</summary>
    public long ErrorBudget { get; init; } = long.MaxValue;

    public TimeSpan AscentLength => Shortest(FullLength / 12);

    public TimeSpan NarrowingLength => Shortest(FullLength / 6);

    /// <summary>In less than five seconds a trend cannot be told from a fluctuation.</summary>
    private TimeSpan Shortest(TimeSpan length) =>
        length > s_shortest ? length
        : FullLength < s_shortest ? FullLength
        : s_shortest;

    private static readonly TimeSpan s_shortest = TimeSpan.FromSeconds(5);
}
