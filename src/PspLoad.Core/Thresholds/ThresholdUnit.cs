namespace PspLoad.Core.Thresholds;

/// <summary>The kind of figure to which a limit applies.</summary>
public enum ThresholdUnit
{
    Count,
    Milliseconds,
    Percent,
    PerSecond,
}
