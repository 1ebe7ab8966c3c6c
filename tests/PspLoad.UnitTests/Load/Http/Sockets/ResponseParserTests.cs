using PspLoad.Load.Http;
using PspLoad.Load.Http.Sockets;

namespace PspLoad.UnitTests.Load.Http.Sockets;

public class ResponseParserTests
{
    public static TheoryData<string, int, string, bool> WellFormed =>
        new()
        {
            { "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", 200, "hello", true },
            { "HTTP/1.1 200 \r\nCONTENT-LENGTH:\t5 \r\n\r\nhello", 200, "hello", true },
            { "HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n", 200, "", true },
            { "HTTP/1.1 404 Not Found\r\nContent-Length: 00002\r\n\r\nno", 404, "no", true },
            { "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok", 200, "ok", false },
            { "HTTP/1.1 200 OK\r\nConnection: foo , CLOSE\r\nContent-Length: 2\r\n\r\nok", 200, "ok", false },
            { "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok", 200, "ok", false },
            { "HTTP/1.0 200 OK\r\nConnection: Keep-Alive\r\nContent-Length: 2\r\n\r\nok", 200, "ok", true },
            { "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n", 200, "hello world", true },
            { "HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n00A ; name=\"v\"\r\n0123456789\r\n0;x\r\n\r\n", 200, "0123456789", true },
            { "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\nX-Checksum: 1\r\nY:\r\n\r\n", 200, "ok", true },
            { "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 200, "", true },
            { "HTTP/1.1 204 No Content\r\n\r\n", 204, "", true },
            { "HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n", 204, "", true },
            { "HTTP/1.1 304 Not Modified\r\nContent-Length: 500\r\n\r\n", 304, "", true },
            { "HTTP/1.1 304 Not Modified\r\nTransfer-Encoding: chunked\r\n\r\n", 304, "", true },
            { "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", 200, "ok", true },
            { "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\nConnection: close\r\n\r\nHTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\nok", 201, "ok", true },
            { "HTTP/1.1 200 caf\u00e9\r\nX: \u00ff\r\nX-Empty:\r\nContent-Length: 2\r\n\r\n\r\n", 200, "\r\n", true },
            { "HTTP/1.1 599 Odd\r\nContent-Length: 1\r\n\r\n\0", 599, "\0", true },
        };

    [Theory]
    [MemberData(nameof(WellFormed))]
    public void Well_formed_answers_are_read_at_every_split_position(string input, int status, string body, bool keepAlive)
    {
        for (var cut = 0; cut <= input.Length; cut++)
        {
            var parsed = ParsedResponse.Of(input, [cut]);
            Assert.Equal(
                (true, null, status, body, keepAlive, input.Length),
                (parsed.Complete, parsed.Violation, parsed.Status, parsed.Body, parsed.KeepAlive, parsed.Consumed)
            );
        }
    }

    [Theory]
    [MemberData(nameof(WellFormed))]
    public void Well_formed_answers_are_read_byte_by_byte(string input, int status, string body, bool keepAlive)
    {
        var parsed = ParsedResponse.Of(input, Enumerable.Range(1, input.Length - 1));
        Assert.Equal((true, status, body, keepAlive), (parsed.Complete, parsed.Status, parsed.Body, parsed.KeepAlive));
    }

    [Theory]
    [MemberData(nameof(WellFormed))]
    public void Every_true_prefix_is_incomplete_and_what_follows_is_not_touched(string input, int status, string body, bool keepAlive)
    {
        for (var length = 0; length < input.Length; length++)
        {
            var part = ParsedResponse.Of(input[..length], closed: true);
            Assert.Equal((false, null), (part.Complete, part.Violation));
        }

        var whole = ParsedResponse.Of(input + "HTTP/1.1 500 garbage");
        Assert.Equal((status, body, keepAlive, input.Length), (whole.Status, whole.Body, whole.KeepAlive, whole.Consumed));
    }

    public static TheoryData<string, string> Malformed =>
        new()
        {
            { "SSH-2.0-OpenSSH_9.2\r\n", "status line" },
            { "HTTP/2 200\r\n", "status line" },
            { "HTTP/1.2 200 OK\r\n", "status line" },
            { "\r\nHTTP/1.1 200 OK\r\n", "status line" },
            { "HTTP/1.1 20 OK\r\n\r\n", "malformed" },
            { "HTTP/1.1 099 OK\r\n\r\n", "malformed" },
            { "HTTP/1.1 600 OK\r\n\r\n", "malformed" },
            { "HTTP/1.1 2000 OK\r\n\r\n", "malformed" },
            { "HTTP/1.1 2x0 OK\r\n\r\n", "malformed" },
            { "HTTP/1.1 200 O\0K\r\n\r\n", "malformed" },
            { "HTTP/1.1 200 O\rK\r\n\r\n", "malformed" },
            { "HTTP/1.1 200 OK\nContent-Length: 0\n\n", "CR LF" },
            { "HTTP/1.1 200 OK\r\nA: b\n\r\n", "CR LF" },
            { "HTTP/1.1 200 OK\r\nA: b\r\n c\r\n\r\n", "obs-fold" },
            { "HTTP/1.1 200 OK\r\nA: b\r\n\tc\r\n\r\n", "obs-fold" },
            { "HTTP/1.1 200 OK\r\nno colon\r\n\r\n", "name" },
            { "HTTP/1.1 200 OK\r\n: no name\r\n\r\n", "name" },
            { "HTTP/1.1 200 OK\r\nName : blank before colon\r\n\r\n", "name" },
            { "HTTP/1.1 200 OK\r\nA: b\rc\r\n\r\n", "control" },
            { "HTTP/1.1 200 OK\r\nA: b\0c\r\n\r\n", "control" },
            { "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\n", "more than one Content-Length" },
            { "HTTP/1.1 200 OK\r\nContent-Length: 5, 5\r\n\r\n", "number" },
            { "HTTP/1.1 200 OK\r\nContent-Length: +5\r\n\r\n", "number" },
            { "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n", "number" },
            { "HTTP/1.1 200 OK\r\nContent-Length: 0x5\r\n\r\n", "number" },
            { "HTTP/1.1 200 OK\r\nContent-Length:\r\n\r\n", "number" },
            { "HTTP/1.1 200 OK\r\nContent-Length: 9223372036854775808\r\n\r\n", "number" },
            { "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n", "Transfer-Encoding and Content-Length" },
            { "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 0\r\n\r\n", "Transfer-Encoding and Content-Length" },
            { "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", "not exactly one" },
            { "HTTP/1.1 200 OK\r\nTransfer-Encoding: identity\r\n\r\n", "not exactly one" },
            { "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n", "not exactly one" },
            { "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "HTTP/1.0" },
            { "HTTP/1.1 204 No Content\r\nContent-Length: 3\r\n\r\nabc", "announces a body" },
            { "HTTP/1.1 204 No Content\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "announces a body" },
            { "HTTP/1.1 100 Continue\r\nContent-Length: 3\r\n\r\n", "announces a body" },
            { "HTTP/1.1 101 Switching Protocols\r\n\r\n", "101" },
            { "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\r\n", "valid size" },
            { "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n", "valid size" },
            { "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0x5\r\n", "valid size" },
            { "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5 5\r\n", "valid size" },
            { "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n 5\r\n", "valid size" },
            { "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;\0\r\n", "valid size" },
            { "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\n", "valid size" },
            { "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n00000000000000005\r\nhello\r\n", "valid size" },
            { "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7FFFFFFFFFFFFFFF\r\n", "longer than 16777216 bytes" },
            { "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\nhello\r\n", "CR LF" },
            { "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhelloX\r\n", "does not end" },
            { "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\rX", "does not end" },
            { "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n folded: x\r\n\r\n", "obs-fold" },
            { "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nno colon\r\n\r\n", "name" },
        };

    [Theory]
    [MemberData(nameof(Malformed))]
    public void What_breaks_HTTP_is_refused_by_name_at_every_split_position(string input, string reason)
    {
        for (var cut = 0; cut <= input.Length; cut++)
        {
            var parsed = ParsedResponse.Of(input, [cut]);
            Assert.False(parsed.Complete);
            Assert.Contains(reason, parsed.Violation, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_body_without_length_ends_with_the_connection()
    {
        const string Input = "HTTP/1.1 200 OK\r\nA: b\r\n\r\nall that comes";
        Assert.False(ParsedResponse.Of(Input).Complete);
        var closed = ParsedResponse.Of(Input, closed: true);
        Assert.Equal((true, "all that comes", false), (closed.Complete, closed.Body, closed.KeepAlive));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\n\r\n")]
    public void An_answer_to_HEAD_has_no_body_whatever_it_announces(string input)
    {
        var parsed = ParsedResponse.Of(input + "HTTP/1.1", head: true);
        Assert.Equal((true, "", true, input.Length), (parsed.Complete, parsed.Body, parsed.KeepAlive, parsed.Consumed));
    }

    public static TheoryData<string, string> BeyondLimits =>
        new()
        {
            { "HTTP/1.1 200 OK\r\nA: " + new string('x', 200), "headers are longer than 200 bytes" },
            { "HTTP/1.1 200 " + new string('x', 200) + "\r\n", "headers are longer than 200 bytes" },
            {
                "HTTP/1.1 200 OK\r\n" + string.Concat(Enumerable.Repeat("A: 1234567890123456789012345678901234567890\r\n", 5)),
                "headers are longer than 200 bytes; load's --max-header-bytes"
            },
            { string.Concat(Enumerable.Repeat("HTTP/1.1 100 C\r\n\r\n", 12)), "headers are longer than 200 bytes" },
            { "HTTP/1.1 200 OK\r\nContent-Length: 101\r\n\r\n", "body is longer than 100 bytes" },
            { "HTTP/1.1 200 OK\r\n\r\n" + new string('x', 101), "body is longer than 100 bytes" },
            { "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n65\r\n", "body is longer than 100 bytes" },
            {
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + string.Concat(Enumerable.Repeat("20\r\n" + new string('x', 32) + "\r\n", 4)),
                "body is longer than 100 bytes"
            },
            { "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;" + new string('x', 200), "line of a chunk's size is longer than 200 bytes" },
            {
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n" + string.Concat(Enumerable.Repeat("A: 123456789012345\r\n", 8)),
                "headers are longer than 200 bytes"
            },
        };

    [Theory]
    [MemberData(nameof(BeyondLimits))]
    public void Limits_hold_at_every_split_position(string input, string reason)
    {
        HttpLimits limits = new() { MaxHeaderBytes = 200, MaxBodyBytes = 100 };
        for (var cut = 0; cut <= input.Length; cut++)
            Assert.Contains(reason, ParsedResponse.Of(input, [cut], limits: limits).Violation, StringComparison.Ordinal);
    }

    /// <summary>Common in practice: portals, single sign-on, policies for content security.</summary>
    [Theory]
    [InlineData(200, 10)]
    [InlineData(75, 1_000)]
    [InlineData(1, 20_000)]
    public void Many_and_long_headers_pass(int count, int length)
    {
        var headers = string.Concat(Enumerable.Range(0, count).Select(i => $"X-{i}: {new string('x', length)}\r\n"));
        var parsed = ParsedResponse.Of($"HTTP/1.1 200 OK\r\n{headers}Content-Length: 2\r\n\r\nok", [1000, 2000]);
        Assert.Equal((true, null, "ok"), (parsed.Complete, parsed.Violation, parsed.Body));
    }

    [Theory]
    [InlineData("Content-Length: 1000\r\n\r\n", "")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n3e8\r\n", "\r\n0\r\n\r\n")]
    [InlineData("Connection: close\r\n\r\n", "")]
    public void A_dropped_body_has_no_limit(string start, string after)
    {
        HttpLimits limits = new() { MaxBodyBytes = 100 };
        var parsed = ParsedResponse.Of(
            "HTTP/1.1 200 OK\r\n" + start + new string('x', 1000) + after,
            closed: true,
            limits: limits,
            response: new HttpResponse(keepBody: false)
        );
        Assert.Equal((true, null), (parsed.Complete, parsed.Violation));
    }

    [Theory]
    [InlineData("\u0015\u0003\u0003\0\u0002\u0002F", "write https://")]
    [InlineData("\u0016\u0003\u0001", "write https://")]
    [InlineData("\0\0\u0012\u0004\0\0\0\0\0", "add --http2")]
    [InlineData("\n5.5.5-10.11.6-MariaDB", "status line")]
    public void Another_protocol_is_told_by_its_first_byte(string input, string reason)
    {
        for (var cut = 0; cut <= input.Length; cut++)
            Assert.Contains(reason, ParsedResponse.Of(input, [cut]).Violation, StringComparison.Ordinal);
    }

    [Fact]
    public void Interim_answers_and_cookies_are_counted()
    {
        AnswerTally tally = new();
        ParsedResponse.Of(
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\nSet-Cookie: a=1\r\nset-cookie: b=2\r\nContent-Length: 0\r\n\r\n",
            tally: tally
        );
        Assert.Equal((2, 2), (tally.Interim, tally.Cookies));
    }

    [Fact]
    public void Headers_of_the_final_answer_are_kept_and_found_in_any_case()
    {
        HttpResponse response = new(keepBody: false, keepHeaders: true);
        ParsedResponse.Of(
            "HTTP/1.1 103 Early Hints\r\nLink: early\r\n\r\nHTTP/1.1 200 OK\r\nX-Id:  a b \r\nx-id: second\r\nContent-Length: 2\r\n\r\nok",
            response: response
        );

        Assert.True(response.TryGetHeader("X-ID"u8, out var value));
        Assert.Equal("a b"u8, value);
        Assert.False(response.TryGetHeader("Link"u8, out _));
        Assert.True(response.Body.IsEmpty);
    }
}
