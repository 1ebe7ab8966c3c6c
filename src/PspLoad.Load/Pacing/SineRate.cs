namespace PspLoad.Load.Pacing;

/// <summary>mean + amplitude · sin(2πt / period), never negative because the amplitude is at most the mean.</summary>
public sealed class SineRate : RateProfile
{
    private readonly double _mean;
    private readonly double _amplitude;
    private readonly double _omega;

    /// <param name="mean">arrivals per second</param>
    /// <param name="amplitude">arrivals per second, 0 to <paramref name="mean"/></param>
    /// <param name="period">seconds</param>
    /// <param name="seconds">length of the profile</param>
    public SineRate(double mean, double amplitude, double period, double seconds)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(mean);
        ArgumentOutOfRangeException.ThrowIfNegative(amplitude);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(amplitude, mean);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(period);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(seconds);
        (_mean, _amplitude, _omega, Seconds) = (mean, amplitude, 2 * Math.PI / period, seconds);
    }

    public override double Seconds { get; }

    public override double Peak => _mean + _amplitude;

    public override double RateAt(double time) => time < 0 || time >= Seconds ? 0 : _mean + _amplitude * Math.Sin(_omega * time);

    public override double ArrivalsBy(double time)
    {
        time = Math.Clamp(time, 0, Seconds);
        return _mean * time + _amplitude / _omega * (1 - Math.Cos(_omega * time));
    }

    /// <inheritdoc/>
    /// <remarks>By bisection: the integral has no closed inverse, but it never falls.</remarks>
    public override double TimeOf(double arrivals)
    {
        if (arrivals <= 0)
            return 0;
        if (arrivals >= TotalArrivals)
            return double.PositiveInfinity;
        // The wave departs from its mean line by at most 2·amplitude/omega arrivals.
        var slack = 2 * _amplitude / _omega / _mean;
        var (low, high) = (Math.Max(0, arrivals / _mean - slack), Math.Min(Seconds, arrivals / _mean));
        while (high - low > 1e-9)
        {
            var middle = (low + high) / 2;
            if (middle <= low || middle >= high)
                break;
            if (ArrivalsBy(middle) < arrivals)
                low = middle;
            else
                high = middle;
        }
        return high;
    }
}
