using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using PspLoad.ReferencePsp.Merchants;
using PspLoad.UnitTests.Architecture;

namespace PspLoad.UnitTests.ReferencePsp.Merchants;

public sealed partial class RequestSignatureTests
{
    private const long Now = 1_767_225_600;
    private static readonly byte[] s_secret = "a-secret-of-a-merchant"u8.ToArray();

    /// <summary>The example in docs/reference-psp.md, read from there.</summary>
    [Fact]
    public void The_documented_example_is_right()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "reference-psp.md"));
        var signed = SignedText().Match(text).Groups["text"].Value;
        var header = Header().Match(text).Value;
        var secret = Secret().Match(text).Groups["secret"].Value;
        var lines = signed.Split('\n');
        Assert.Equal(["v2", $"10:{Now}", "4:POST", "12:/v1/payments", "16:application/json", "8:order-77"], lines[..6]);
        var body = lines[6][4..];
        Assert.Equal(header, Create(new Parts("POST", "/v1/payments", "application/json", "order-77", body), Encoding.UTF8.GetBytes(secret)));
    }

    [Fact]
    public void Each_part_counts()
    {
        Parts good = new("POST", "/v1/payments?a=b", "application/json", "key", "{}");
        var header = Create(good, s_secret);
        Assert.Null(Verify(header, good));
        Assert.All(
            [
                good with
                {
                    Method = "PUT",
                },
                good with
                {
                    Target = "/v1/payments",
                },
                good with
                {
                    ContentType = "application/json ",
                },
                good with
                {
                    ContentType = null,
                },
                good with
                {
                    Key = "kez",
                },
                good with
                {
                    Key = "",
                },
                good with
                {
                    Key = null,
                },
                good with
                {
                    Body = "{} ",
                },
            ],
            other => Assert.Contains("does not match", Verify(header, other))
        );
        Assert.Contains("does not match", Verify(header.Replace($"t={Now}", $"t={Now + 1}"), good));
    }

    /// <summary>The same characters, cut into fields in two ways, never give the same signature.</summary>
    [Fact]
    public void No_field_slides_into_another() =>
        Gen.Select(Gen.OneOf("a", "-", "\n", ":", "1").Array[0, 5], Gen.Int[0, 5].Array[4], Gen.Int[0, 5].Array[4], Gen.Bool)
            .Sample(
                (text, one, other, absent) =>
                {
                    var (first, second) = (Cut(text, one, absent), Cut(text, other, false));
                    Assert.Equal(first == second, Create(first, s_secret) == Create(second, s_secret));
                },
                iter: 20_000
            );

    [Fact]
    public void Either_of_two_secrets_may_sign()
    {
        Parts parts = new("GET", "/v1/payments", null, null, "");
        byte[] next = [.. "another-secret-of-the-merchant"u8];
        Assert.Null(Verify(Create(parts, s_secret), parts, [next, s_secret]));
        Assert.Null(Verify(Create(parts, next), parts, [next, s_secret]));
        Assert.Contains("does not match", Verify(Create(parts, s_secret), parts, [next]));
        Assert.Contains("does not match", Verify(Create(parts, s_secret), parts, []));
    }

    [Theory]
    [InlineData(null, "missing")]
    [InlineData("", "missing")]
    [InlineData("v2=00", "no t=")]
    [InlineData("t=1767225600,v1=00", "v1 is refused")]
    [InlineData("t=1767225600,t=1767225600,v2=00", "t twice")]
    [InlineData("t=9223372036854775807,v2=00", "5 minutes")]
    [InlineData("t=1767225900,v2=00", "does not match")]
    [InlineData("t=1767225901,v2=00", "5 minutes")]
    [InlineData("t=1767225600,v2=zz", "does not match")]
    public void A_wrong_header_is_explained(string? header, string problem) => Assert.Contains(problem, Verify(header, new Parts("GET", "/", null, null, "")));

    private static string Create(Parts parts, ReadOnlySpan<byte> secret) =>
        RequestSignature.Create(Now, Signed(parts, Encoding.UTF8.GetBytes(parts.Body)), secret);

    private static string? Verify(string? header, Parts parts) => Verify(header, parts, [s_secret]);

    private static string? Verify(string? header, Parts parts, byte[][] secrets) =>
        RequestSignature.Verify(header, Signed(parts, Encoding.UTF8.GetBytes(parts.Body)), secrets, DateTimeOffset.FromUnixTimeSeconds(Now));

    private static Parts Cut(string[] text, int[] places, bool absent)
    {
        int[] cuts = [0, .. places.Select(place => Math.Min(place, text.Length)).Order(), text.Length];
        string[] fields = [.. Enumerable.Range(0, 5).Select(i => string.Concat(text[cuts[i]..cuts[i + 1]]))];
        return new Parts(fields[0], fields[1], absent && fields[2].Length == 0 ? null : fields[2], fields[3], fields[4]);
    }

    private static SignedRequest Signed(Parts parts, ReadOnlySpan<byte> body) =>
        new()
        {
            Method = parts.Method,
            Target = parts.Target,
            ContentType = parts.ContentType,
            IdempotencyKey = parts.Key,
            Body = body,
        };

    [GeneratedRegex("(?<=```\n)(?<text>v2\n(.*\n)+?)(?=```)", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex SignedText();

    [GeneratedRegex("t=[0-9]+,v2=[0-9a-f]{64}", RegexOptions.None, 1_000)]
    private static partial Regex Header();

    [GeneratedRegex("secret `(?<secret>[^`]+)`", RegexOptions.None, 1_000)]
    private static partial Regex Secret();

    private sealed record Parts(string Method, string Target, string? ContentType, string? Key, string Body);
}
