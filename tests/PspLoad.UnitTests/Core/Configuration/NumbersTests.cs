using PspLoad.Core.Configuration;

namespace PspLoad.UnitTests.Core.Configuration;

public sealed class NumbersTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("250", 250)]
    [InlineData("0.5", 0.5)]
    [InlineData("1e3", 1_000)]
    [InlineData("2.5e-1", 0.25)]
    public void Numbers_are_read(string text, double expected)
    {
        Assert.True(Numbers.TryParse(text, out var number));
        Assert.Equal(expected, number);
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Anything_else_is_refused(string text) => Assert.False(Numbers.TryParse(text, out _));

    /// <summary>Among them digits of other scripts, which .NET's \d matches and its parsers refuse with an exception.</summary>
    public static TheoryData<string> Wrong() =>
        [
            "",
            " ",
            "-1",
            "+1",
            ".5",
            "1.",
            "1,5",
            "1 000",
            "0x10",
            "1e",
            "1e999",
            "NaN",
            "∞",
            "２５０",
            "١٠",
            "1\n",
            "1_000",
            new string('9', 41),
            new string('9', 500_000),
        ];
}
