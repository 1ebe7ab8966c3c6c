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
    // Written by 2 until 200 and by 1 since: 90 is long ago.
    [InlineData("0-2-200,0-1-202", "0-2-200,0-1-90", 2)]
    // Both wrote after their last common transaction.
    [InlineData("0-1-103", "0-1-102,0-2-150", 1)]
    [InlineData("0-1-102,0-2-150", "0-1-103", 48)]
    // Made anew: it knows only of where it began.
    [InlineData("0-1-100,0-2-150", "0-2-150", 0)]
    [InlineData("0-1-10,7-1-5", "0-1-8,7-1-5", 2)]
    public void What_another_server_lacks_is_counted(string mine, string others, long missing) =>
        Assert.Equal(missing, GtidSet.Parse(mine).MissingFrom(GtidSet.Parse(others)));

    [Theory]
    [InlineData("1-2")]
    [InlineData("a-1-1")]
    public void What_is_no_position_is_not_taken_for_one(string text) => Assert.Throws<FormatException>(() => GtidSet.Parse(text));
}
