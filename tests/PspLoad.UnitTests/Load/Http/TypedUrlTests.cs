using PspLoad.Load.Http;

namespace PspLoad.UnitTests.Load.Http;

public sealed class TypedUrlTests
{
    [Theory]
    [InlineData("http://127.0.0.1:8081/a%2Fb//c/../d/%7Eu/%41?x=a+b", "/a%2Fb//c/../d/%7Eu/%41?x=a+b")]
    [InlineData("http://h", "/")]
    [InlineData("http://h?x=/y", "/?x=/y")]
    [InlineData("http://h/a#b?c", "/a")]
    [InlineData("http://h/%zz\\q", "/%zz\\q")]
    [InlineData("http://[::1]:80/x", "/x")]
    public void A_path_is_sent_as_it_was_typed(string url, string expected) => Assert.Equal(expected, TypedUrl.PathOf(url));
}
