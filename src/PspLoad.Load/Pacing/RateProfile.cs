namespace PspLoad.Load.Pacing;

/// <summary>
/// How a rate (arrivals per second; virtual users, for the closed model) changes with time. A pure function of the time since the phase began; described by its
/// integral, so that the n-th arrival of any profile is the inverse of that integral.
/// </summary>
public abstract class RateProfile
{
    /// <summary>Length of the profile in seconds.</summary>
    public abstract double Seconds { get; }

    /// <summary>Highest rate that is reached, per second.</summary>
    public abstract double Peak { get; }

    /// <summary>Rate at <paramref name="time"/> seconds, per second. Outside the profile it is 0.</summary>
    public abstract double RateAt(double time);

    /// <summary>Arrivals expected from 0 to <paramref name="time"/> seconds: the integral of the rate. Never falls.</summary>
    public abstract double ArrivalsBy(double time);

    /// <summary>
    /// Time in seconds at which more than <paramref name="arrivals"/> begin to be expected: arrival number n, counted from 0, comes at <c>TimeOf(n)</c>.
    /// +∞ when the profile never expects more.
    /// </summary>
    public abstract double TimeOf(double arrivals);

    public TimeSpan Duration => TimeSpan.FromSeconds(Seconds);

    /// <summary>Arrivals expected in the whole profile.</summary>
    public double TotalArrivals => ArrivalsBy(Seconds);

    /// <summary>One rate all the time.</summary>
    public static RateProfile Constant(double rate, TimeSpan duration) => new PiecewiseRate([new(duration.TotalSeconds, rate, rate)]);

    /// <summary>A straight line from one rate to another.</summary>
    public static RateProfile Ramp(double from, double to, TimeSpan duration) => new PiecewiseRate([new(duration.TotalSeconds, from, to)]);

    /// <summary>Ramps one after the other, as the stages of k6: each starts at the rate where the one before ended.</summary>
    public static RateProfile Stages(double start, IEnumerable<(double Target, TimeSpan Duration)> stages)
    {
        var segments = new List<RateSegment>();
        foreach (var (target, duration) in stages)
        {
            segments.Add(new RateSegment(duration.TotalSeconds, start, target));
            start = target;
        }
        return new PiecewiseRate(segments);
    }

    /// <summary>A staircase: each rate is held for the same time.</summary>
    public static RateProfile Steps(IEnumerable<double> rates, TimeSpan each) =>
        new PiecewiseRate(rates.Select(rate => new RateSegment(each.TotalSeconds, rate, rate)));

    /// <summary>A base rate with one rectangular spike in it.</summary>
    /// <param name="baseRate">rate before and after, per second</param>
    /// <param name="spikeRate">rate during the spike, per second</param>
    /// <param name="before">time until the spike</param>
    /// <param name="spike">length of the spike</param>
    /// <param name="after">time after it</param>
    public static RateProfile Spike(double baseRate, double spikeRate, TimeSpan before, TimeSpan spike, TimeSpan after) =>
        new PiecewiseRate([
            new(before.TotalSeconds, baseRate, baseRate),
            new(spike.TotalSeconds, spikeRate, spikeRate),
            new(after.TotalSeconds, baseRate, baseRate),
        ]);

    /// <summary>A day's wave: mean + amplitude · sin(2πt / period).</summary>
    public static RateProfile Sine(double mean, double amplitude, TimeSpan period, TimeSpan duration) =>
        new SineRate(mean, amplitude, period.TotalSeconds, duration.TotalSeconds);

    /// <summary>A recorded rate again: one value for each interval of the record.</summary>
    /// <param name="ratesPerSecond">recorded arrivals per second, one for each interval</param>
    /// <param name="interval">length of an interval</param>
    /// <param name="scale">1 = as recorded, 2 = twice the rate</param>
    public static RateProfile Replay(IEnumerable<double> ratesPerSecond, TimeSpan interval, double scale = 1) =>
        Steps(ratesPerSecond.Select(rate => rate * scale), interval);
}
