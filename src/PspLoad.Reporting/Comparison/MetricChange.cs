namespace PspLoad.Reporting.Comparison;

/// <summary>One figure of two runs.</summary>
/// <param name="Name">name of the figure</param>
/// <param name="Before">value in the first run, with its unit</param>
/// <param name="After">value in the second run, with its unit</param>
/// <param name="ChangePercent">signed; null where the first value is zero or missing</param>
/// <param name="LowPercent">lower end of the 95 % interval of the change; null where the runs have one value each</param>
/// <param name="HighPercent">upper end</param>
/// <param name="Sameness">what the change means</param>
public sealed record MetricChange(string Name, string Before, string After, double? ChangePercent, double? LowPercent, double? HighPercent, Sameness Sameness)
{
    /// <summary>Stands for a figure that a run did not record.</summary>
    public const string Missing = "–";
}

/// <summary>What a change means.</summary>
public enum Sameness
{
    /// <summary>The whole interval of the change is within the margin.</summary>
    Same,

    /// <summary>The whole interval is better than no change, and the change is larger than the margin.</summary>
    Better,

    /// <summary>The whole interval is worse than no change, and the change is larger than the margin.</summary>
    Worse,

    /// <summary>The runs are too short or too noisy, or have only one value each.</summary>
    TooFewRuns,

    /// <summary>One of the runs, or both, did not record it.</summary>
    NotRecorded,
}
