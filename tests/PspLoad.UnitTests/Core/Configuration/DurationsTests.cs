using PspLoad.Core.Configuration;

namespace PspLoad.UnitTests.Core.Configuration;

public sealed class DurationsTests
{
    [Theory]
    [InlineData("250ms", 0.25)]
    [InlineData("1.5m", 90)]
    [InlineData("2h", 7_200)]
    [InlineData("0s", 0)]
    [InlineData("1h30m", 5_400)]
    [InlineData("1m30s", 90)]
    [InlineData("1.5h", 5_400)]
    [InlineData("1s500ms", 1.5)]
    [InlineData("250us", 0.00025)]
    public void Durations_are_read(string text, double seconds)
    {
        Assert.True(Durations.TryParse(text, out var duration));
        Assert.Equal(seconds, duration.TotalSeconds);
    }

    [Theory]
    [InlineData("5")]
    [InlineData("s")]
    [InlineData("-1s")]
    [InlineData("1 s")]
    [InlineData("9999999h")]
    [InlineData("")]
    [InlineData("30m1h")]
    [InlineData("1s1s")]
    [InlineData("1.2.3s")]
    [InlineData("２s")]
    [InlineData("١٠s")]
    [InlineData("1s\n")]
    public void What_is_no_duration_is_refused(string text) => Assert.False(Durations.TryParse(text, out _));
}
