using PspLoad.Roles.Operations.Database;

namespace PspLoad.UnitTests.Roles.Operations.Database;

public sealed class GtidSetTests
{
    [Theory]
    [InlineData("0-1-10", "0-1-10", 0)]
    [InlineData("0-1-10", "0-1-7", 3)]
    [InlineData("0-1-10", "0-1-12", 0)]
    [InlineData("", "0-1-7", 0)]
    [InlineData("0-1-10", "", 10)]
    // Server 2 was the primary until 200, server 1 since then. Transaction 90 is older than both.
    [InlineData("0-2-200,0-1-202", "0-2-200,0-1-90", 2)]
    // Both servers wrote after their last common transaction.
    [InlineData("0-1-103", "0-1-102,0-2-150", 1)]
    [InlineData("0-1-102,0-2-150", "0-1-103", 48)]
    // A rebuilt server knows only the position from which it was rebuilt.
    [InlineData("0-1-100,0-2-150", "0-2-150", 0)]
    [InlineData("0-1-10,7-1-5", "0-1-8,7-1-5", 2)]
    public void What_another_server_lacks_is_counted(string mine, string others, long missing) =>
        Assert.Equal(missing, GtidSet.Parse(mine).MissingFrom(GtidSet.Parse(others)));

    [Theory]
    [InlineData("1-2")]
    [InlineData("a-1-1")]
    public void A_text_that_is_no_position_is_refused(string text) => Assert.Throws<FormatException>(() => GtidSet.Parse(text));
}
