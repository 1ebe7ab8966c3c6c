using PspLoad.Roles.Operations.Database;

namespace PspLoad.UnitTests.Provisioning.Operations;

public sealed class GtidSetTests
{
    [Theory]
    [InlineData("0-1-10", "0-1-10", 0)]
    [InlineData("0-1-10", "0-1-7", 3)]
    [InlineData("0-1-10", "0-1-12", 0)]
    [InlineData("", "0-1-7", 0)]
    [InlineData("0-1-10", "", 10)]
    // Server 2 wrote up to 200, and server 1 since then. Server 1 wrote its 90 long before.
    [InlineData("0-2-200,0-1-202", "0-2-200,0-1-90", 2)]
    // Both wrote after their last common transaction.
    [InlineData("0-1-103", "0-1-102,0-2-150", 1)]
    [InlineData("0-1-102,0-2-150", "0-1-103", 48)]
    // A server made anew knows only the position at which it began.
    [InlineData("0-1-100,0-2-150", "0-2-150", 0)]
    [InlineData("0-1-10,7-1-5", "0-1-8,7-1-5", 2)]
    public void What_another_server_lacks_is_counted(string mine, string others, long missing) =>
        Assert.Equal(missing, GtidSet.Parse(mine).MissingFrom(GtidSet.Parse(others)));

    [Theory]
    [InlineData("1-2")]
    [InlineData("a-1-1")]
    public void What_is_no_position_is_not_taken_for_one(string text) => Assert.Throws<FormatException>(() => GtidSet.Parse(text));
}
