namespace PspLoad.Roles.Metrics;

/// <summary>Where a host's monotonic clock stands on the injector's.</summary>
/// <param name="OffsetSeconds">what is added to the host's uptime</param>
/// <param name="UncertaintySeconds">the truth is within ± this</param>
public sealed record HostClock(double OffsetSeconds, double UncertaintySeconds)
{
    /// <summary>/proc/uptime counts in hundredths.</summary>
    private const double Resolution = 0.01;

    /// <summary>The clock was read between asking and the answer: as good as the quickest of some answers (Cristian 1989).</summary>
    /// <param name="readings">asked at, answered at (injector's clock), and the uptime that was read; at least one</param>
    public static HostClock Of(IEnumerable<(double Asked, double Answered, double Uptime)> readings)
    {
        var (asked, answered, uptime) = readings.MinBy(reading => reading.Answered - reading.Asked);
        // The hundredth that is shown has begun, but is not over.
        return new HostClock((asked + answered) / 2 - (uptime + Resolution / 2), (answered - asked) / 2 + Resolution / 2);
    }
}
