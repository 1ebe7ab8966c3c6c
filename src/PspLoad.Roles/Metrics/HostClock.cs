namespace PspLoad.Roles.Metrics;

/// <summary>Maps a host's monotonic clock to the injector's.</summary>
/// <param name="OffsetSeconds">added to the host's uptime</param>
/// <param name="UncertaintySeconds">the true offset is within ± this value</param>
public sealed record HostClock(double OffsetSeconds, double UncertaintySeconds)
{
    /// <summary>/proc/uptime has a resolution of one hundredth of a second.</summary>
    private const double Resolution = 0.01;

    /// <summary>
    /// The clock was read between question and answer, so the fastest of several round trips gives the best estimate (Cristian 1989).
    /// </summary>
    /// <param name="readings">time of question and answer (injector's clock) and the uptime that was read; at least one reading</param>
    public static HostClock Of(IEnumerable<(double Asked, double Answered, double Uptime)> readings)
    {
        var (asked, answered, uptime) = readings.MinBy(reading => reading.Answered - reading.Asked);
        // The last digit is truncated, so the true uptime is on average half a hundredth later.
        return new HostClock((asked + answered) / 2 - (uptime + Resolution / 2), (answered - asked) / 2 + Resolution / 2);
    }
}
