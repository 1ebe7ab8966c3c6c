using PspLoad.NBomber.Simulations;

namespace PspLoad.UnitTests.NBomber.Simulations;

public sealed class SimulationWatchTests
{
    private static readonly TimeSpan s_tenSeconds = TimeSpan.FromSeconds(10);
    private static readonly SimulationStep[] s_arrivals =
    [
        new(SimulationKind.Pause, 0, TimeSpan.FromSeconds(2)),
        new(SimulationKind.Inject, 5, TimeSpan.FromSeconds(8)),
    ];
    private static readonly SimulationStep[] s_users = [new(SimulationKind.KeepConstant, 3, s_tenSeconds)];

    [Theory]
    [InlineData(40)]
    [InlineData(35)] // those of the last second
    public void Planned_arrivals_are_no_difference(int arrivals) => Assert.Empty(After(s_arrivals, s_tenSeconds, arrivals, atOnce: 1));

    [Theory]
    [InlineData(34)]
    [InlineData(46)]
    public void Other_arrivals_are(int arrivals) => Assert.Equal([$"{arrivals} arrivals instead of 40"], After(s_arrivals, s_tenSeconds, arrivals, atOnce: 1));

    [Fact]
    public void Another_duration_is() => Assert.Equal(["12.5 s instead of 10 s"], After(s_arrivals, TimeSpan.FromSeconds(12.5), 40, atOnce: 1));

    [Theory]
    [InlineData(3, null)]
    [InlineData(2, "2 iterations at once instead of 3")]
    [InlineData(4, "4 iterations at once instead of 3")]
    public void Users_are_those_at_once(int atOnce, string? difference) =>
        Assert.Equal(difference is null ? [] : [difference], After(s_users, s_tenSeconds, 12, atOnce));

    [Theory]
    [InlineData(6, null)]
    [InlineData(7, "7 iterations at once instead of 3")]
    public void Where_their_number_changes_twice_as_many_may_run_for_a_moment(int atOnce, string? difference) =>
        Assert.Equal(
            difference is null ? [] : [difference],
            After([new(SimulationKind.KeepConstant, 1, s_tenSeconds / 2), new(SimulationKind.KeepConstant, 3, s_tenSeconds / 2)], s_tenSeconds, 42, atOnce)
        );

    [Fact]
    public void It_says_at_once_that_a_duration_differs()
    {
        var watch = new SimulationWatch(s_arrivals);

        Assert.True(watch.Begin(s_tenSeconds));
        Assert.False(watch.Begin(TimeSpan.FromSeconds(9)));
        Assert.Equal(2, watch.Running);
        watch.End();
        Assert.Equal(1, watch.Running);
    }

    private static List<string> After(IReadOnlyList<SimulationStep> planned, TimeSpan told, int started, int atOnce)
    {
        var watch = new SimulationWatch(planned);
        for (var begun = 0; begun < started; begun += atOnce)
        {
            for (var i = 0; i < Math.Min(atOnce, started - begun); i++)
                watch.Begin(told);
            for (var i = 0; i < Math.Min(atOnce, started - begun); i++)
                watch.End();
        }
        return [.. watch.Differences()];
    }
}
