namespace PspLoad.Core.Thresholds;

/// <summary>What kind of figure a limit is.</summary>
public enum ThresholdUnit
{
    Count,
    Milliseconds,
    Percent,
    PerSecond,
}
