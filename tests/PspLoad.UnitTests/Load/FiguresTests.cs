using PspLoad.Cli.Load;
using PspLoad.Core.Configuration;

namespace PspLoad.UnitTests.Load;

public sealed class FiguresTests
{
    [Theory]
    [InlineData(0, 100, "0 %")]
    [InlineData(100, 100, "100 %")]
    [InlineData(1, 3, "33.33 %")]
    [InlineData(1, 1_000_000, "0.000100 %")]
    [InlineData(1, 1_000_000_000_000, "0.000000000100 %")]
    [InlineData(999_999_999, 1_000_000_000, "99.9999 %")]
    [InlineData(0, 0, "0 %")]
    public void A_share_is_never_rounded_to_nothing_or_to_everything(long count, long of, string expected) => Assert.Equal(expected, Figures.Percent(count, of));

    [Theory]
    [InlineData(0.0123456, "0.0123")]
    [InlineData(1.23456, "1.23")]
    [InlineData(123.456, "123")]
    [InlineData(12345.6, "12346")]
    [InlineData(0, "0")]
    [InlineData(double.NaN, "none")]
    public void Three_digits_are_kept(double value, string expected) => Assert.Equal(expected, Figures.Digits(value));

    [Theory]
    [InlineData("250ms", 0.25)]
    [InlineData("1.5m", 90)]
    [InlineData("2h", 7_200)]
    [InlineData("0s", 0)]
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
    public void What_is_no_duration_is_refused(string text) => Assert.False(Durations.TryParse(text, out _));
}
