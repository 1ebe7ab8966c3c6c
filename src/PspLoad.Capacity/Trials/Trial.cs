namespace PspLoad.Capacity.Trials;

/// <summary>One trial as stored in the results.</summary>
public sealed record Trial
{
    /// <summary>Number within its search, from 1.</summary>
    public required int Number { get; init; }

    public required TrialKind Kind { get; init; }

    /// <summary>Arrivals per second; in a sweep, virtual users.</summary>
    public required double Rate { get; init; }

    /// <summary>Planned length; the trial was shorter if it <see cref="EndedEarly"/>.</summary>
    public required double LengthSeconds { get; init; }

    public required TrialOutcome Outcome { get; init; }

    /// <summary>Why it did not pass.</summary>
    public required IReadOnlyList<string> Reasons { get; init; }

    public required double AchievedTps { get; init; }

    /// <summary>Iterations that did not complete.</summary>
    public required long Errors { get; init; }

    public required double P50Ms { get; init; }

    public required double P99Ms { get; init; }

    /// <summary>More arrived than completed, so the rate was too high, whatever else was wrong.</summary>
    public bool Overloaded { get; init; }

    /// <summary>It was stopped early because it had already failed.</summary>
    public bool EndedEarly { get; init; }

    /// <summary>Money violations.</summary>
    public long Violations { get; init; }

    /// <summary>Start of the trial, in seconds since the search began.</summary>
    public double BeganAfterSeconds { get; init; }

    /// <summary>Folder of its run, relative to the search's folder; null if nothing was written.</summary>
    public string? Folder { get; init; }

    /// <summary>
    /// Server-side figures by host and figure, for example <c>db1 mariadbRowLockMsPerSecond</c>: means over the second half of the trial.
    /// </summary>
    public IReadOnlyDictionary<string, double> Figures { get; init; } = new Dictionary<string, double>();
}
