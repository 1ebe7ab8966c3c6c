using System.Buffers;
using System.Text;
using PspLoad.Load.Http;

namespace PspLoad.UnitTests.Load.Http;

public class HttpRequestTests
{
    private static readonly HttpTarget s_target = new(new Uri("https://pay.psp.test:8443/ignored"));

    [Fact]
    public void Get_is_written_once_and_ready()
    {
        var request = HttpRequest.Get(s_target, "/health?x=%20");
        Assert.Equal("GET /health?x=%20 HTTP/1.1\r\nHost: pay.psp.test:8443\r\n\r\n", Text(request));
        Assert.True(request.MayBeResent);
    }

    [Fact]
    public void Host_leaves_out_the_default_port_and_brackets_IPv6()
    {
        Assert.Equal("GET / HTTP/1.1\r\nHost: psp.test\r\n\r\n", Text(HttpRequest.Get(new HttpTarget(new Uri("http://psp.test:80")), "/")));
        Assert.Equal("GET / HTTP/1.1\r\nHost: [::1]:8080\r\n\r\n", Text(HttpRequest.Get(new HttpTarget(new Uri("http://[::1]:8080")), "/")));
    }

    [Fact]
    public void Body_and_headers_come_in_any_order_and_the_length_is_right()
    {
        HttpRequest request = new(s_target);
        request.Start("POST", "/payments");
        request.Body.Write("{\"amount\":1250}"u8);
        request.Header("X-Signature", $"len={request.WrittenBody.Length}").Header("Content-Type"u8, "application/json"u8).End();

        Assert.Equal(
            "POST /payments HTTP/1.1\r\nHost: pay.psp.test:8443\r\nX-Signature: len=15\r\nContent-Type: "
                + "application/json\r\nContent-Length: 15\r\n\r\n{\"amount\":1250}",
            Text(request)
        );
        Assert.False(request.MayBeResent);
    }

    [Fact]
    public void Rebuilding_starts_from_nothing_and_allocates_nothing()
    {
        HttpRequest request = new(s_target);
        Build(request, 100);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            Build(request, i % 100);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Build(request, 3);
        Assert.EndsWith("Content-Length: 3\r\n\r\nxxx", Text(request), StringComparison.Ordinal);

        static void Build(HttpRequest request, int length)
        {
            request.Start("POST", "/payments").Header("Idempotency-Key", "0123456789");
            var body = request.Body.GetSpan(length);
            body[..length].Fill((byte)'x');
            request.Body.Advance(length);
            request.End();
        }
    }

    [Theory]
    [InlineData("POST", "Content-Length: 0\r\n")]
    [InlineData("PUT", "Content-Length: 0\r\n")]
    [InlineData("DELETE", "")]
    public void Methods_that_carry_content_announce_an_empty_one(string method, string expected) =>
        Assert.Equal($"{method} / HTTP/1.1\r\nHost: pay.psp.test:8443\r\n{expected}\r\n", Text(new HttpRequest(s_target).Start(method, "/").End()));

    [Theory]
    [InlineData("get", "/")]
    [InlineData("", "/")]
    [InlineData("CONNECT", "/")]
    [InlineData("GET", "")]
    [InlineData("GET", "http://psp.test/")]
    [InlineData("GET", "/a b")]
    [InlineData("GET", "/a\r\nX: y")]
    [InlineData("GET", "/caf\u00e9")]
    public void A_start_line_that_would_be_another_one_is_refused(string method, string path) =>
        Assert.Throws<ArgumentException>(() => new HttpRequest(s_target).Start(method, path));

    [Theory]
    [InlineData("X Y", "v")]
    [InlineData("", "v")]
    [InlineData("X:", "v")]
    [InlineData("X", "a\r\nInjected: b")]
    [InlineData("X", "a\0")]
    [InlineData("Host", "elsewhere")]
    [InlineData("content-length", "5")]
    [InlineData("Transfer-Encoding", "chunked")]
    public void A_header_that_would_be_another_one_is_refused(string name, string value) =>
        Assert.Throws<ArgumentException>(() => new HttpRequest(s_target).Start("GET", "/").Header(name, value));

    [Fact]
    public void A_request_that_was_not_ended_cannot_be_sent() =>
        Assert.Throws<InvalidOperationException>(() => new HttpRequest(s_target).Start("GET", "/").Bytes);

    [Fact]
    public void A_long_header_value_is_written_whole()
    {
        string value = new('v', 5000);
        Assert.Contains($"X-Long: {value}\r\n", Text(new HttpRequest(s_target).Start("GET", "/").Header("X-Long", value).End()), StringComparison.Ordinal);
    }

    private static string Text(HttpRequest request) => Encoding.UTF8.GetString(request.Bytes.Span);
}
