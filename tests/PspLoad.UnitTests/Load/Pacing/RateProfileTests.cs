using CsCheck;
using PspLoad.Load.Pacing;

namespace PspLoad.UnitTests.Load.Pacing;

public sealed class RateProfileTests
{
    private static readonly Gen<RateProfile> s_anyProfile = Gen.OneOf(
        Gen.Select(Gen.Double[0.1, 100], Gen.Double[0, 5_000], Gen.Double[0, 5_000], (seconds, from, to) => new RateSegment(seconds, from, to))
            .Array[1, 6]
            .Select(segments => (RateProfile)new PiecewiseRate(segments)),
        Gen.Select(Gen.Double[1, 5_000], Gen.Double[0, 1], Gen.Double[0.5, 100], Gen.Double[1, 200], (mean, share, period, seconds) =>
            (RateProfile)new SineRate(mean, mean * share, period, seconds)
        )
    );

    [Fact]
    public void The_integral_is_that_of_the_rate() =>
        s_anyProfile.Sample(
            profile =>
            {
                const int Pieces = 20_000;
                var step = profile.Seconds / Pieces;
                var sum = Enumerable.Range(0, Pieces).Sum(i => profile.RateAt((i + 0.5) * step) * step);
                // The midpoint rule is off by at most one piece at each jump of the rate, and there are at most five jumps.
                Assert.Equal(profile.TotalArrivals, sum, tolerance: 5 * step * profile.Peak + 1e-3 * profile.TotalArrivals);
            },
            iter: 30
        );

    [Fact]
    public void TimeOf_is_the_inverse_of_the_integral() =>
        Gen.Select(s_anyProfile, Gen.Double[0, 0.999])
            .Sample(
                (profile, share) =>
                {
                    var arrivals = share * profile.TotalArrivals;
                    if (profile.TotalArrivals == 0)
                        return;
                    Assert.Equal(arrivals, profile.ArrivalsBy(profile.TimeOf(arrivals)), tolerance: 1e-6 * profile.TotalArrivals + 1e-4);
                }
            );

    [Fact]
    public void A_timetable_never_goes_back_and_has_every_arrival() =>
        Gen.Select(s_anyProfile, Gen.Enum<Spacing>())
            .Sample(
                (profile, spacing) =>
                {
                    var pacer = new Pacer(profile, spacing, seed: 3);
                    long last = 0,
                        count = 0;
                    while (pacer.Next() is { } time)
                    {
                        Assert.InRange(time, last, (long)(profile.Seconds * 1e9));
                        last = time;
                        count++;
                    }
                    if (spacing == Spacing.Uniform)
                        Assert.InRange(count, profile.TotalArrivals - 1e-3, profile.TotalArrivals + 1);
                    Assert.Null(pacer.Next());
                },
                iter: 20
            );

    [Theory]
    [InlineData(1.0 / 3, 3, 1)]
    [InlineData(2_000, 10, 20_000)]
    [InlineData(0.1, 30, 3)]
    public void A_constant_rate_makes_rate_times_duration_arrivals(double rate, double seconds, int expected)
    {
        var pacer = new Pacer(RateProfile.Constant(rate, TimeSpan.FromSeconds(seconds)), Spacing.Uniform, 1);
        var times = Timetable(pacer);
        Assert.Equal(expected, times.Count);
        for (var i = 0; i < expected; i++)
            Assert.Equal(i / rate * 1e9, times[i], tolerance: 2);
    }

    [Fact]
    public void A_pause_in_the_profile_has_no_arrival()
    {
        var profile = RateProfile.Steps([10, 0, 10], TimeSpan.FromSeconds(10));
        var times = Timetable(new Pacer(profile, Spacing.Uniform, 1));
        Assert.Equal(200, times.Count);
        Assert.DoesNotContain(times, time => time is >= 10_000_000_000 and < 20_000_000_000);
        Assert.Equal(20_000_000_000, times[100]);
    }

    [Fact]
    public void A_spike_has_its_arrivals_inside_itself()
    {
        var profile = RateProfile.Spike(100, 1_000, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5));
        var times = Timetable(new Pacer(profile, Spacing.Uniform, 1));
        Assert.Equal(3_000, times.Count);
        Assert.Equal(2_000, times.Count(time => time is >= 5_000_000_000 and < 7_000_000_000));
    }

    [Fact]
    public void Stages_start_where_the_one_before_ended()
    {
        var profile = RateProfile.Stages(0, [(100, TimeSpan.FromSeconds(10)), (100, TimeSpan.FromSeconds(5)), (0, TimeSpan.FromSeconds(10))]);
        Assert.Equal(500 + 500 + 500, profile.TotalArrivals, 1e-9);
        Assert.Equal(50, profile.RateAt(5), 1e-9);
        Assert.Equal(100, profile.RateAt(12), 1e-9);
    }

    [Fact]
    public void A_recorded_rate_is_replayed_interval_by_interval()
    {
        double[] recorded = [3, 0, 7, 20];
        var times = Timetable(new Pacer(RateProfile.Replay(recorded, TimeSpan.FromSeconds(1), scale: 2), Spacing.Uniform, 1));
        for (var second = 0; second < recorded.Length; second++)
            Assert.Equal(2 * recorded[second], times.Count(time => time / 1_000_000_000 == second));
    }

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(-1, 1, 1)]
    [InlineData(1, -1, 1)]
    [InlineData(1, 1, double.NaN)]
    public void A_segment_that_makes_no_sense_is_refused(double seconds, double from, double to) =>
        Assert.Throws<ArgumentException>(() => new PiecewiseRate([new RateSegment(seconds, from, to)]));

    private static List<long> Timetable(Pacer pacer)
    {
        var times = new List<long>();
        while (pacer.Next() is { } time)
            times.Add(time);
        return times;
    }
}
