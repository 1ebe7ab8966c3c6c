using PspLoad.Core.Environments;

namespace PspLoad.UnitTests.Core.Environments;

public sealed class NameFormatsTests
{
    [Theory]
    [InlineData("ops", true)]
    [InlineData("first.last", true)]
    [InlineData("First_Last-2", true)]
    [InlineData("DOMAIN\\ops", true)]
    [InlineData("corp.example\\first.last", true)]
    [InlineData("2ops", false)]
    [InlineData("", false)]
    [InlineData("ops\n", false)]
    [InlineData("ops rm", false)]
    [InlineData("a\\b\\c", false)]
    [InlineData("-oProxyCommand", false)]
    [InlineData("опс", false)]
    public void A_login_name_may_have_dots_and_a_domain(string name, bool accepted) => Assert.Equal(accepted, NameFormats.User.Matches(name));
}
