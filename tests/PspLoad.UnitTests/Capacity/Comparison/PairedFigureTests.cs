using PspLoad.Capacity.Comparison;
using PspLoad.Capacity.Statistics;

namespace PspLoad.UnitTests.Capacity.Comparison;

public sealed class PairedFigureTests
{
    [Fact]
    public void A_cost_is_seen_through_a_drift_that_both_settings_share()
    {
        // Each pair takes 1.5 times as long as the one before. B costs 10 % in each pair.
        var figure = PairedFigure.Of("p99, ms", [(100, 110), (150, 166), (225, 247), (337, 370)]);

        Assert.True(figure.Differs);
        Assert.InRange(figure.Ratio!.Mean, 1.09, 1.11);
    }

    [Fact]
    public void Noise_is_no_difference()
    {
        Assert.False(PairedFigure.Of("p99, ms", [(100, 120), (100, 85), (100, 104), (100, 93)]).Differs);
        // Both settings are equal, so a 95 % interval misses the ratio 1 in about one of twenty comparisons.
        var random = new Random(1);
        double Sample() => 100 * Math.Exp(0.1 * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
        var differing = Enumerable.Range(0, 2000).Count(_ => PairedFigure.Of("", [.. Enumerable.Range(0, 4).Select(_ => (Sample(), Sample()))]).Differs);
        Assert.InRange(differing, 60, 140);
    }

    [Fact]
    public void A_figure_without_a_ratio_is_not_compared()
    {
        Assert.Null(PairedFigure.Of("errors", [(0, 1), (1, 0)]).Ratio);
        Assert.Null(PairedFigure.Of("errors", [(1, 1)]).Ratio);
    }

    [Theory]
    [InlineData("database.semiSync=on,off", "database", "semiSync", "on", "off")]
    [InlineData("database.bufferPoolMegabytes=64, 256", "database", "bufferPoolMegabytes", "64", "256")]
    public void A_toggle_names_two_settings(string text, string role, string key, string a, string b) =>
        Assert.Equal((new RoleSetting(role, key, a), new RoleSetting(role, key, b)), RoleSetting.ParseToggle(text));

    [Theory]
    [InlineData("database")]
    [InlineData("database.semiSync")]
    [InlineData("database.semiSync=on")]
    [InlineData("database.semiSync=on,off,on")]
    [InlineData(".semiSync=on,off")]
    [InlineData("database.=on,off")]
    public void Anything_else_is_none(string text) => Assert.Null(RoleSetting.ParseToggle(text));

    [Fact]
    public void An_interval_covers_the_truth_nineteen_times_of_twenty()
    {
        var random = new Random(2);
        var covered = Enumerable
            .Range(0, 4000)
            .Count(_ =>
            {
                var interval = Interval.Of([
                    .. Enumerable.Range(0, 3).Select(_ => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())),
                ]);
                return interval.Low <= 0 && interval.High >= 0;
            });
        Assert.InRange(covered / 4000.0, 0.94, 0.96);
    }
}
