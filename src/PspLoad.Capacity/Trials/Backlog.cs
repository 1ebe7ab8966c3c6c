namespace PspLoad.Capacity.Trials;

/// <summary>Detects a growing backlog from the trend of the iterations in flight.</summary>
public static class Backlog
{
    /// <summary>Fewest seconds in which a trend is looked for.</summary>
    private const int FewestSeconds = 5;

    /// <summary>Backlog tolerated at the end, as a share of all arrivals: a quarter of the 2 % by which the achieved rate may fall short.</summary>
    private const double TolerableShare = 0.005;

    /// <summary>Student's t of the slope above which a trend is not noise. It is high because neighbouring seconds are correlated.</summary>
    private const double SureTrend = 4;

    /// <summary>
    /// The backlog grows if three conditions hold: a straight line through the seconds rises significantly, it rises by more than the tolerable
    /// share of all arrivals, and the mean of the last quarter is more than twice the mean of the first half.
    /// A fluctuation about a constant level meets none of the three for long.
    /// </summary>
    public static bool IsGrowing(IReadOnlyList<TrialSecond> seconds)
    {
        var count = seconds.Count;
        if (count < FewestSeconds)
            return false;
        var (slope, t) = Trend([.. seconds.Select(second => (double)second.InFlight)]);
        var arrivals = seconds.Sum(second => second.Target);
        var before = seconds.Take(count / 2).Average(second => second.InFlight);
        var after = seconds.Skip(count - Math.Max(1, count / 4)).Average(second => second.InFlight);
        return t > SureTrend && slope * count > TolerableShare * arrivals && after > 2 * before;
    }

    /// <summary>Least squares: slope per second, and slope ÷ its standard error.</summary>
    private static (double Slope, double T) Trend(double[] values)
    {
        var count = values.Length;
        var (middle, mean) = ((count - 1) / 2.0, values.Average());
        var (across, along) = (0.0, 0.0);
        for (var i = 0; i < count; i++)
        {
            across += (i - middle) * (i - middle);
            along += (i - middle) * (values[i] - mean);
        }
        var slope = along / across;
        var residual = 0.0;
        for (var i = 0; i < count; i++)
        {
            var off = values[i] - mean - slope * (i - middle);
            residual += off * off;
        }
        var error = Math.Sqrt(residual / (count - 2) / across);
        return (
            slope,
            error == 0
                ? slope > 0
                    ? double.PositiveInfinity
                    : 0
                : slope / error
        );
    }
}
