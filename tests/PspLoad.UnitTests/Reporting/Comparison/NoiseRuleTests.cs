using PspLoad.Reporting.Comparison;

namespace PspLoad.UnitTests.Reporting.Comparison;

public sealed class NoiseRuleTests
{
    [Theory]
    [InlineData(1, -2, 4, Sameness.Same)]
    [InlineData(20, 10, 30, Sameness.Worse)]
    [InlineData(-20, -30, -10, Sameness.Better)]
    [InlineData(20, -5, 45, Sameness.TooFewRuns)]
    [InlineData(3, 1, 9, Sameness.TooFewRuns)]
    public void A_change_is_judged_by_its_interval_and_the_margin(double change, double low, double high, Sameness expected) =>
        Assert.Equal(expected, NoiseRule.Judge(change, low, high, margin: 5, moreIsBetter: false));
}
