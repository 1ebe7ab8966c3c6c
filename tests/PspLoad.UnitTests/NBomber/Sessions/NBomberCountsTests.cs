using PspLoad.NBomber.Sessions;

namespace PspLoad.UnitTests.NBomber.Sessions;

public sealed class NBomberCountsTests
{
    private static readonly Dictionary<string, StepCounts> s_steps = new(StringComparer.Ordinal)
    {
        ["two: first"] = new StepCounts(10, 0),
        ["two: second"] = new StepCounts(8, 2),
    };

    [Theory]
    [InlineData("6.6.0", 18, 2, true)]
    [InlineData("6.7.0", 18, 2, true)]
    [InlineData("6.6.0", 8, 2, false)] // StatsBasedOnIterations
    [InlineData("6.6.0", 17, 2, false)]
    [InlineData("6.5.0", 18, 2, false)]
    [InlineData("4.1.2", 8, 2, false)]
    public void A_total_counts_steps_from_6_6_on_if_it_is_their_sum(string version, int ok, int failed, bool totalsSteps) =>
        Assert.Equal(totalsSteps, NBomberCounts.Of(new Version(version), ok, failed, s_steps).TotalsSteps);

    [Fact]
    public void Without_steps_it_counts_iterations() =>
        Assert.False(NBomberCounts.Of(new Version(6, 6), 0, 0, new Dictionary<string, StepCounts>(StringComparer.Ordinal)).TotalsSteps);
}
