using PspLoad.Load.Pacing;

namespace PspLoad.UnitTests.Load.Pacing;

/// <summary>Arrivals have the declared distribution. The seeds are fixed, so the statistics below are the same in every run.</summary>
public sealed class ArrivalDistributionTests
{
    /// <summary>Critical value of the Kolmogorov–Smirnov statistic D·√n at 1 % significance.</summary>
    private const double KolmogorovAt1Percent = 1.628;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(42)]
    public void Poisson_gaps_are_exponential(int seed)
    {
        const double Rate = 1_000;
        var times = Times(RateProfile.Constant(Rate, TimeSpan.FromSeconds(20)), Spacing.Poisson, seed);
        var gaps = times.Zip(times.Skip(1), (a, b) => b - a).ToArray();

        Assert.True(Distance(gaps, gap => 1 - Math.Exp(-Rate * gap)) < KolmogorovAt1Percent, "gaps are not exponential");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void Poisson_counts_per_second_vary_as_much_as_they_average(int seed)
    {
        var times = Times(RateProfile.Constant(50, TimeSpan.FromSeconds(2_000)), Spacing.Poisson, seed);
        var counts = times.GroupBy(time => (int)time).Select(group => (double)group.Count()).ToArray();
        var mean = counts.Average();
        var variance = counts.Sum(count => (count - mean) * (count - mean)) / (counts.Length - 1);

        Assert.Equal(50, mean, tolerance: 3 * Math.Sqrt(50.0 / counts.Length));
        // The index of dispersion times (n−1) is chi-square with n−1 degrees of freedom: mean n−1, variance 2(n−1).
        Assert.Equal(1, variance / mean, tolerance: 3 * Math.Sqrt(2.0 / counts.Length));
    }

    [Fact]
    public void Poisson_arrivals_follow_a_changing_rate()
    {
        var profile = RateProfile.Sine(500, 400, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(40));
        var times = Times(profile, Spacing.Poisson, 5);

        // Given their number, the arrivals of a Poisson process are independent, and their distribution is the normalised integral of the rate.
        Assert.True(Distance(times, time => profile.ArrivalsBy(time) / profile.TotalArrivals) < KolmogorovAt1Percent, "arrivals don't follow the sine");
    }

    [Fact]
    public void The_test_itself_tells_uniform_from_Poisson()
    {
        var times = Times(RateProfile.Constant(1_000, TimeSpan.FromSeconds(20)), Spacing.Uniform, 1);
        var gaps = times.Zip(times.Skip(1), (a, b) => b - a).ToArray();

        Assert.True(Distance(gaps, gap => 1 - Math.Exp(-1_000 * gap)) > 10 * KolmogorovAt1Percent, "even gaps passed as exponential ones");
        Assert.All(gaps, gap => Assert.Equal(0.001, gap, tolerance: 3e-9));
    }

    [Fact]
    public void A_seed_repeats_its_timetable_and_another_makes_another()
    {
        var profile = RateProfile.Ramp(10, 500, TimeSpan.FromSeconds(10));
        Assert.Equal(Times(profile, Spacing.Poisson, 9), Times(profile, Spacing.Poisson, 9));
        Assert.NotEqual(Times(profile, Spacing.Poisson, 9), Times(profile, Spacing.Poisson, 10));
    }

    /// <summary>The Kolmogorov–Smirnov statistic D·√n between values and a distribution.</summary>
    private static double Distance(double[] values, Func<double, double> distribution)
    {
        var sorted = values.Order().ToArray();
        var n = sorted.Length;
        var distance = sorted.Select((value, i) => Math.Max((i + 1.0) / n - distribution(value), distribution(value) - (double)i / n)).Max();
        return distance * Math.Sqrt(n);
    }

    private static double[] Times(RateProfile profile, Spacing spacing, int seed)
    {
        var pacer = new Pacer(profile, spacing, seed);
        var times = new List<double>();
        while (pacer.Next() is { } time)
            times.Add(time / 1e9);
        return [.. times];
    }
}
