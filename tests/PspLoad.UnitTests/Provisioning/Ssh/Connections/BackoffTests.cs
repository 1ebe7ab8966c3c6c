using PspLoad.Provisioning.Ssh.Connections;

namespace PspLoad.UnitTests.Provisioning.Ssh.Connections;

public sealed class BackoffTests
{
    private static readonly TimeSpan s_first = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(8);

    [Theory]
    [InlineData(1, 250)]
    [InlineData(2, 500)]
    [InlineData(5, 4000)]
    [InlineData(6, 8000)]
    [InlineData(1000, 8000)]
    public void Doubles_up_to_the_longest_less_a_random_half(int attempt, int fullMilliseconds)
    {
        var backoff = new Backoff(s_first, s_longest, seed: 1);
        for (var i = 0; i < 100; i++)
            Assert.InRange(backoff.After(attempt).TotalMilliseconds, fullMilliseconds / 2.0, fullMilliseconds);
    }

    [Fact]
    public void The_seed_decides()
    {
        Assert.Equal(Delays(1), Delays(1));
        Assert.NotEqual(Delays(1), Delays(2));
    }

    private static List<TimeSpan> Delays(int seed)
    {
        var backoff = new Backoff(s_first, s_longest, seed);
        return [.. Enumerable.Range(1, 8).Select(backoff.After)];
    }
}
