using System.Buffers;
using System.Text;
using System.Text.Json;
using CsCheck;
using PspLoad.ReferencePsp.Api;

namespace PspLoad.UnitTests.ReferencePsp.Api;

public sealed class CanonicalBodyTests
{
    private const string Sale = """{"amount":1999,"source":{"card":{"number":"4242424242424242","expMonth":12,"cvc":"123"}},"capture":"manual"}""";

    [Fact]
    public void The_CVC_is_left_out() =>
        Assert.Equal("""{"amount":1999,"source":{"card":{"number":"4242424242424242","expMonth":12}},"capture":"manual"}""", Canonical(Sale));

    [Theory]
    [InlineData("123", "0837")]
    [InlineData("\"123\"", "null")]
    [InlineData("\"123\"", "[1,{\"cvc\":2}]")]
    [InlineData(",\"cvc\":\"123\"", "")]
    [InlineData("\"cvc\"", "\"\\u0063vc\"")]
    [InlineData(",", " ,\n ")]
    [InlineData("manual", "m\\u0061nual")]
    public void What_is_not_compared_may_differ(string old, string other) => Assert.Equal(Canonical(Sale), Canonical(Sale.Replace(old, other)));

    [Theory]
    [InlineData("1999", "1998")]
    [InlineData("4242424242424242", "4000000000000002")]
    [InlineData("manual", "automatic")]
    [InlineData("expMonth", "cvc2")]
    [InlineData("{\"amount\":1999,", "{")]
    public void Everything_else_counts(string old, string other) => Assert.NotEqual(Canonical(Sale), Canonical(Sale.Replace(old, other)));

    [Fact]
    public void An_empty_body_stays_empty() => Assert.Equal("", Canonical(""));

    /// <summary>Without CVC the form has the same meaning as the body, and it is its own form.</summary>
    [Fact]
    public void It_means_the_same_as_the_body()
    {
        var text = Gen.String[Gen.Char[' ', 'ÿ'], 0, 8];
        var value = Gen.OneOf(text.Select(t => JsonSerializer.Serialize(t)), Gen.Long.Select(n => $"{n}"), Gen.OneOf("true", "null", "[]", "{}", "[1, 2]"));
        Gen.Select(text.Where(t => t != "cvc"), value)
            .Array[0, 5]
            .Sample(members =>
            {
                var json = "{ " + string.Join(" , ", members.Select(member => $"{JsonSerializer.Serialize(member.Item1)} : {member.Item2}")) + "}";
                var canonical = Canonical(json);
                Assert.True(JsonElement.DeepEquals(JsonElement.Parse(json), JsonElement.Parse(canonical)));
                Assert.Equal(canonical, Canonical(canonical));
            });
    }

    private static string Canonical(string json)
    {
        ArrayBufferWriter<byte> output = new();
        CanonicalBody.Write(Encoding.UTF8.GetBytes(json), output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
