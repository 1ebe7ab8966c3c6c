using PspLoad.Core.Configuration;

namespace PspLoad.UnitTests.Core.Configuration;

public sealed class SharesTests
{
    [Theory]
    [InlineData("0%", 0)]
    [InlineData("0.1%", 0.1)]
    [InlineData("98 %", 98)]
    [InlineData("100%", 100)]
    public void Shares_are_read(string text, double expected)
    {
        Assert.True(Shares.TryParse(text, out var percent));
        Assert.Equal(expected, percent);
    }

    [Theory]
    [InlineData("5")]
    [InlineData("%")]
    [InlineData("101%")]
    [InlineData("-1%")]
    [InlineData("٥%")]
    public void Anything_else_is_refused(string text) => Assert.False(Shares.TryParse(text, out _));
}
