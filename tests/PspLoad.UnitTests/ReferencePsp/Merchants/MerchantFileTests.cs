using PspLoad.ReferencePsp.Merchants;

namespace PspLoad.UnitTests.ReferencePsp.Merchants;

public sealed class MerchantFileTests
{
    private const string Shop = """{"name":"shop","key":"key-of-the-shop-1","secret":"secret-of-the-shop-1"}""";

    [Fact]
    public void One_or_two_keys_and_secrets_are_read()
    {
        Assert.Equal(["key-of-the-shop-1"], Assert.Single(Read($"[{Shop}]")).AllKeys);
        var rotated = Assert.Single(
            Read("""[{"name":"shop","keys":["key-of-the-shop-2","key-of-the-shop-1"],"secrets":["secret-of-the-shop-2","secret-of-the-shop-1"]}]""")
        );
        Assert.Equal(["key-of-the-shop-2", "key-of-the-shop-1"], rotated.AllKeys);
        Assert.Equal(["secret-of-the-shop-2", "secret-of-the-shop-1"], rotated.AllSecrets);
        Assert.Empty(Read("[]"));
    }

    [Theory]
    [InlineData("null", "[0]: must be an object")]
    [InlineData("[null]", "[0]: must be an object")]
    [InlineData("[{}]", "[0].name: must have 1 to 64 characters|[0].key: must have 16 to 200 characters|[0].secret: must have 16 to 200 characters")]
    [InlineData(
        """[{"name":"a","keys":[],"secrets":["1234567890123456",null]}]""",
        "[0].keys: must have 1 or 2 entries|[0].secrets[1]: must have 16 to 200 characters"
    )]
    [InlineData(
        """[{"name":"a","keys":["1234567890123456","1234567890123456"],"secrets":["1234567890123456","1234567890123457","1234567890123458"]}]""",
        "[0].keys: must be different|[0].secrets: must have 1 or 2 entries"
    )]
    [InlineData("""[{"name":"a","key":"12345678901234567","keys":["1234567890123456"],"secret":"1234567890123456"}]""", "[0].key, keys: give one of them")]
    [InlineData("""[{"name":"a","key":"1234567890 123456","secret":"1234567890123456"}]""", "[0].key: must have printable ASCII characters and no spaces")]
    [InlineData("[SHOP,SHOP]", "[1].name: is the name of [0], too|[1].key: is a key of [0], too")]
    public void Every_problem_is_named_at_once_and_no_value(string json, string expected)
    {
        List<string> problems = [];
        MerchantFile.Parse(json.Replace("SHOP", Shop), "m.json", problems);
        Assert.Equal(expected.Split('|').Select(problem => "m.json " + problem), problems);
        Assert.DoesNotContain(problems, problem => problem.Contains("12345", StringComparison.Ordinal));
    }

    [Fact]
    public void Content_that_is_no_array_of_merchants_is_one_problem()
    {
        List<string> problems = [];
        MerchantFile.Parse("""[{"name":"a","kay":"1234567890123456"}]""", "m.json", problems);
        Assert.Equal("m.json line 1, $[0].kay: unexpected content", Assert.Single(problems));
    }

    private static IReadOnlyList<MerchantSeed> Read(string json)
    {
        List<string> problems = [];
        var merchants = MerchantFile.Parse(json, "m.json", problems);
        Assert.Empty(problems);
        return merchants;
    }
}
