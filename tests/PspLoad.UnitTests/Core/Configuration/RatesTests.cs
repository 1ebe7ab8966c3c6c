using PspLoad.Core.Configuration;

namespace PspLoad.UnitTests.Core.Configuration;

public sealed class RatesTests
{
    [Theory]
    [InlineData("20", 20)]
    [InlineData("20/s", 20)]
    [InlineData("0.1/s", 0.1)]
    [InlineData("6/m", 0.1)]
    [InlineData("36/h", 0.01)]
    [InlineData("1.5k/s", 1_500)]
    [InlineData("1.5k", 1_500)]
    [InlineData("1e3", 1_000)]
    public void Rates_are_read_per_second(string text, double expected)
    {
        Assert.True(Rates.TryParse(text, out var rate));
        Assert.Equal(expected, rate, 1e-12);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/s")]
    [InlineData("k/s")]
    [InlineData("20/d")]
    [InlineData("20 /s")]
    [InlineData("20kk")]
    [InlineData("-1/s")]
    [InlineData("２０/s")]
    public void Anything_else_is_refused(string text) => Assert.False(Rates.TryParse(text, out _));
}
