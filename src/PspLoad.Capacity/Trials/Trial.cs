namespace PspLoad.Capacity.Trials;

/// <summary>One trial as the results keep it.</summary>
public sealed record Trial
{
    /// <summary>Of its search, from 1.</summary>
    public required int Number { get; init; }

    public required TrialKind Kind { get; init; }

    /// <summary>Arrivals a second; virtual users in a sweep.</summary>
    public required double Rate { get; init; }

    /// <summary>As planned; shorter in fact where <see cref="EndedEarly"/>.</summary>
    public required double LengthSeconds { get; init; }

    public required TrialOutcome Outcome { get; init; }

    /// <summary>Why it did not pass.</summary>
    public required IReadOnlyList<string> Reasons { get; init; }

    public required double AchievedTps { get; init; }

    /// <summary>Iterations that did not complete.</summary>
    public required long Errors { get; init; }

    public required double P50Ms { get; init; }

    public required double P99Ms { get; init; }

    /// <summary>More came in than went out: the rate was too high, whatever else was wrong.</summary>
    public bool Overloaded { get; init; }

    /// <summary>It had failed before its end.</summary>
    public bool EndedEarly { get; init; }

    /// <summary>Violations of money.</summary>
    public long Violations { get; init; }

    /// <summary>Of the whole search, when the trial began.</summary>
    public double BeganAfterSeconds { get; init; }

    /// <summary>Of the run, relative to the search's; null where nothing was written.</summary>
    public string? Folder { get; init; }

    /// <summary>The server side, by host and figure as in <c>db1 mariadbRowLockMsPerSecond</c>; means over the second half of the trial.</summary>
    public IReadOnlyDictionary<string, double> Figures { get; init; } = new Dictionary<string, double>();
}
