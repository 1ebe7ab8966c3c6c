namespace PspLoad.Reporting.Comparison;

/// <summary>What a change means.</summary>
public enum Sameness
{
    /// <summary>The whole interval of the change is within the margin.</summary>
    Same,

    /// <summary>The whole interval is better than no change, and the change is larger than the margin.</summary>
    Better,

    /// <summary>The whole interval is worse than no change, and the change is larger than the margin.</summary>
    Worse,

    /// <summary>The runs are too short, too noisy, or the figure was measured once: too few runs to tell.</summary>
    TooFewRuns,
}
