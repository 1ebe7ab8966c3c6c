using PspLoad.Core.Configuration;

namespace PspLoad.UnitTests.Core.Configuration;

public sealed class NearestNameTests
{
    private static readonly string[] s_known = ["user", "port", "keyFile", "gateway", "gatewayAddress", "knownHosts", "ca"];

    [Theory]
    [InlineData("prot", "port")]
    [InlineData("usr", "user")]
    [InlineData("key_file", "keyFile")]
    [InlineData("KEYFILE", "keyFile")]
    [InlineData("known-host", "knownHosts")]
    [InlineData("gatway", "gateway")]
    [InlineData("gatewayAdress", "gatewayAddress")]
    [InlineData("cas", "ca")]
    public void A_slip_of_the_pen_finds_its_name(string written, string meant) => Assert.Equal(meant, NearestName.Of(written, s_known));

    [Theory]
    [InlineData("")]
    [InlineData("colour")]
    [InlineData("x")]
    [InlineData("host")]
    public void What_is_not_near_finds_nothing(string written) => Assert.Null(NearestName.Of(written, s_known));

    [Fact]
    public void An_enormous_name_finds_nothing() => Assert.Null(NearestName.Of(new string('a', 100_000), s_known));

    [Fact]
    public void The_suggestion_names_the_nearest_or_all()
    {
        Assert.Equal("did you mean 'port'?", NearestName.Suggestion("prt", ["user", "port"]));
        Assert.Equal("known here: user, port", NearestName.Suggestion("colour", ["user", "port"]));
    }
}
