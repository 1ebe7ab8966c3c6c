namespace PspLoad.Capacity.Trials;

/// <summary>Whether more comes in than goes out: the trend of what is in flight.</summary>
public static class Backlog
{
    /// <summary>A trend is looked for from this many seconds on.</summary>
    private const int FewestSeconds = 5;

    /// <summary>What may have piled up by the end, as a share of all arrivals: a quarter of the 2 % that the achieved rate may miss.</summary>
    private const double TolerableShare = 0.005;

    /// <summary>Student's t of the slope, above which a trend is no noise. High, because neighbouring seconds are alike.</summary>
    private const double SureTrend = 4;

    /// <summary>
    /// In flight grows if a straight line through its seconds rises surely, by more than the tolerable share of all arrivals, and its last quarter is twice as
    /// high as its first half: what swings about a level does none of the three for long.
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

    /// <summary>Least squares: slope a second, and the slope ÷ its standard error.</summary>
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
