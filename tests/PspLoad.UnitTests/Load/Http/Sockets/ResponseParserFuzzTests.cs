using System.Text;
using CsCheck;

namespace PspLoad.UnitTests.Load.Http.Sockets;

public class ResponseParserFuzzTests
{
    private sealed record Answer(string Wire, int Status, string Body, bool KeepAlive, bool EndsWithConnection);

    private static readonly Gen<string> s_token = Gen.String[Gen.Char["abcXYZ019-_!"], 1, 12];
    private static readonly Gen<string> s_value = Gen.String[Gen.Char["abc \t:;,=\"\u00e9\u00ff"], 0, 30];
    private static readonly Gen<string> s_body = Gen.Char['\0', '\u00ff'].Array[0, 300].Select(c => new string(c));
    private static readonly Gen<string> s_headers = Gen.Select(s_token, s_value, (n, v) => $"X{n}:{v}\r\n").Array[0, 6].Select(string.Concat);
    private static readonly Gen<string> s_interim = Gen.Select(Gen.Int[0, 2].Select(i => new[] { 100, 102, 103 }[i]), s_headers, (s, h) =>
            $"HTTP/1.1 {s} \r\n{h}\r\n"
        )
        .Array[0, 2]
        .Select(string.Concat);
    private static readonly Gen<string> s_extension = Gen.Int[0, 3].Select(i => new[] { "", " ", ";a", " ; a=\"b\"" }[i]);

    private static readonly Gen<Answer> s_valid =
        from interim in s_interim
        from status in Gen.Int[0, 6].Select(i => new[] { 200, 201, 301, 402, 404, 500, 503 }[i])
        from before in s_headers
        from after in s_headers
        from body in s_body
        from close in Gen.Bool
        from framing in Gen.Int[0, 2]
        from chunked in Chunked(body)
        let head = $"{interim}HTTP/1.1 {status} Reason\r\n{before}{(close ? "Connection: close\r\n" : "")}"
        select framing switch
        {
            0 => new Answer($"{head}Content-Length: {body.Length}\r\n{after}\r\n{body}", status, body, !close, false),
            1 => new Answer($"{head}Transfer-Encoding: chunked\r\n{after}\r\n{chunked}", status, body, !close, false),
            _ => new Answer($"{head}{after}\r\n{body}", status, body, false, true),
        };

    [Fact]
    public void Generated_answers_decode_exactly_however_they_are_split()
    {
        Gen.Select(s_valid, Cuts, s_body)
            .Sample(
                (answer, cuts, garbage) =>
                {
                    var surplus = answer.EndsWithConnection ? "" : garbage;
                    var parsed = ParsedResponse.Of(answer.Wire + surplus, Ascending(cuts, answer.Wire.Length), closed: answer.EndsWithConnection);
                    Assert.Equal(
                        (true, null, answer.Status, answer.Body, answer.KeepAlive, answer.Wire.Length),
                        (parsed.Complete, parsed.Violation, parsed.Status, parsed.Body, parsed.KeepAlive, parsed.Consumed)
                    );
                },
                iter: 20_000
            );
    }

    [Fact]
    public void Mutated_answers_end_in_the_same_verdict_however_they_are_split()
    {
        Gen.Select(s_valid, Mutations, Cuts)
            .Sample(
                (answer, mutations, cuts) =>
                {
                    var wire = Mutate(answer.Wire, mutations);
                    var positions = Ascending(cuts, wire.Length);
                    var whole = ParsedResponse.Of(wire);
                    var split = ParsedResponse.Of(wire, positions);

                    // Consumed may differ only while the response is undecided: an unfinished line stays in the buffer either way.
                    Assert.InRange(split.Consumed, 0, wire.Length);
                    Assert.InRange(split.Calls, 0, positions.Length + 1 + (wire.Length / 1024));
                    Assert.Equal(whole with { Calls = 0 }, split with { Calls = 0 });
                },
                iter: 30_000
            );
    }

    [Fact]
    public void Noise_never_passes_for_an_answer()
    {
        Gen.Char['\0', '\u00ff']
            .Array[0, 2000]
            .Select(c => new string(c))
            .Sample(
                noise =>
                {
                    var parsed = ParsedResponse.Of(noise, closed: true);
                    Assert.False(parsed.Complete);
                },
                iter: 5_000
            );
    }

    private static Gen<string> Chunked(string body) =>
        from sizes in Gen.Int[1, 100].Array[1, 8]
        from extension in s_extension
        from upper in Gen.Bool
        from trailers in s_headers
        select Chunk(body, sizes, extension, upper) + trailers + "\r\n";

    private static string Chunk(string body, int[] sizes, string extension, bool upper)
    {
        StringBuilder wire = new();
        for (int start = 0, i = 0; start < body.Length; i++)
        {
            var size = Math.Min(sizes[i % sizes.Length], body.Length - start);
            wire.Append(size.ToString(upper ? "X" : "x3")).Append(extension).Append("\r\n").Append(body, start, size).Append("\r\n");
            start += size;
        }

        return wire.Append('0').Append(extension).Append("\r\n").ToString();
    }

    private static Gen<int[]> Cuts => Gen.Int[0, 2000].Array[0, 12];

    private static Gen<(int Kind, int Position, char With)[]> Mutations =>
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 2000], Gen.Frequency((3, Gen.Char["\r\n :;,\0\t09Fx"]), (1, Gen.Char['\0', '\u00ff']))).Array[1, 5];

    private static int[] Ascending(int[] cuts, int length) => [.. cuts.Select(c => c % (length + 1)).Order()];

    private static string Mutate(string wire, (int Kind, int Position, char With)[] mutations)
    {
        foreach ((var kind, var position, var with) in mutations)
        {
            if (wire.Length == 0)
                break;
            var at = position % wire.Length;
            wire = kind switch
            {
                0 => wire[..at] + with + wire[(at + 1)..],
                1 => wire[..at] + with + wire[at..],
                2 => wire.Remove(at, 1),
                _ => wire[..at] + wire[(at / 2)..],
            };
        }

        return wire;
    }
}
