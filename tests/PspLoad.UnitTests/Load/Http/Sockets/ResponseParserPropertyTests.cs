using CsCheck;
using PspLoad.Load.Http;

namespace PspLoad.UnitTests.Load.Http.Sockets;

/// <summary>
/// Any bytes in any pieces: the parser never throws, never hangs, never takes more than it was given, and its verdict does not depend on the pieces.
/// Two seconds; ten minutes of processor time under PSPLOAD_NIGHTLY=1.
/// </summary>
public sealed class ResponseParserPropertyTests
{
    private static readonly bool s_nightly = Environment.GetEnvironmentVariable("PSPLOAD_NIGHTLY") == "1";

    private static readonly string[] s_pieces =
    [
        .. new[] { "HTTP/1.1 200 OK\r\n", "HTTP/1.0 200 OK\r\n", "HTTP/1.1 100 Continue\r\n", "HTTP/1.1 204 No Content\r\n", "HTTP/1.1 304 \r\n" },
        .. new[] { "HTTP/1.1 101 Switching Protocols\r\n", "HTTP/1.1 ", "HTTP/1.", "HTTP/2 200\r\n", "\r\n", "\r\n\r\n", "\n", "\r", " ", "\t", ":", ";", "," },
        .. new[] { "Content-Length: 0\r\n", "Content-Length: 5\r\n", "Content-Length: 99999999999999999999\r\n", "Content-Length: -1\r\n" },
        .. new[] { "Transfer-Encoding: chunked\r\n", "Transfer-Encoding: gzip\r\n", "Connection: close\r\n", "Connection: keep-alive, close\r\n" },
        .. new[] { "Set-Cookie: a=b\r\n", "X: y\r\n", " folded\r\n", ": no name\r\n", "X\0: y\r\n", "0\r\n\r\n", "0\r\n", "5\r\n", "5\r\nhello\r\n" },
        .. new[] { "7fffffffffffffff\r\n", "ffffffffffffffff\r\n", "00000005;ext=1\r\n", "hello", "\u0015\u0003\u0003", "\0\0\0\u0004", "\u00ff" },
    ];

    private static readonly Gen<string> s_answer = Gen.OneOf(
            Gen.OneOf(s_pieces),
            Gen.OneOf(s_pieces),
            Gen.OneOf(s_pieces[..5]),
            Gen.Char['\0', '\u00ff'].Array[1, 4].Select(characters => new string(characters)),
            Gen.Int[1, 100].Select(length => new string('x', length))
        )
        .Array[0, 14]
        .Select(pieces => string.Concat(pieces));

    /// <summary>Most inputs begin well, so that the rest of the parser is reached.</summary>
    private static readonly Gen<string> s_input = Gen.Select(
            Gen.OneOf("", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"),
            s_answer
        )
        .Select((start, rest) => start + rest);

    private static readonly Gen<HttpLimits> s_limits = Gen.OneOf(
        Gen.Const(new HttpLimits()),
        Gen.Select(Gen.Int[64, 200], Gen.Int[1, 40]).Select((headers, body) => new HttpLimits { MaxHeaderBytes = headers, MaxBodyBytes = body })
    );

    [Fact]
    public void The_verdict_does_not_depend_on_the_pieces()
    {
        // Processor time is what is promised, and CsCheck uses every processor.
        var seconds = s_nightly ? 600 / Environment.ProcessorCount : 2;
        Gen.Select(s_input, Gen.Bool, Gen.Bool, Gen.Bool, s_limits, Gen.Int[0, 400].Array[0, 6]).Sample(Check, time: seconds);
    }

    private static void Check(string input, bool head, bool closed, bool keep, HttpLimits limits, int[] positions)
    {
        ParsedResponse Of(IEnumerable<int> cuts)
        {
            var parsed = ParsedResponse.Of(input, cuts, head, closed, limits, new HttpResponse(keep));
            Assert.InRange(parsed.Consumed, 0, input.Length);
            Assert.False(parsed.Complete && parsed.Violation is not null);
            // How far a refused answer was read and what was kept of it, nobody uses.
            return parsed.Violation is null ? parsed with { Calls = 0 } : parsed with { Calls = 0, Consumed = 0, Body = "", Status = 0 };
        }

        var whole = Of([]);
        Assert.Equal(whole, Of(Enumerable.Range(1, Math.Max(0, input.Length - 1))));
        Assert.Equal(whole, Of(positions.Where(position => position <= input.Length).Order()));
    }
}
