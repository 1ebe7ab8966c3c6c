namespace PspLoad.Load.Pacing;

/// <summary>
/// The timetable of a phase: intended starts in order. Poisson arrivals of any profile are those of a unit-rate process put through the inverse of the
/// profile's integral (time change; Çınlar, <i>Introduction to Stochastic Processes</i>, 1975).
/// </summary>
/// <param name="profile">the rate</param>
/// <param name="spacing">even or Poisson</param>
/// <param name="seed">of the Poisson process; the same seed gives the same timetable</param>
public sealed class Pacer(RateProfile profile, Spacing spacing, int seed)
{
    // The integral of a profile such as 1/3 per second for 3 s may come out a hair under the whole number.
    private const double Rounding = 1e-9;

    private readonly double _total = profile.TotalArrivals;
    private readonly Random _random = new(seed);
    private double _expected = -1;

    /// <summary>Next intended start in nanoseconds since the phase began, or null when the timetable has ended.</summary>
    public long? Next()
    {
        _expected = spacing == Spacing.Poisson ? NextPoisson() : _expected + 1;
        return _expected < _total * (1 - Rounding) ? (long)Math.Round(profile.TimeOf(_expected) * 1e9) : null;
    }

    private double NextPoisson() => Math.Max(0, _expected) - Math.Log(1 - _random.NextDouble());
}
