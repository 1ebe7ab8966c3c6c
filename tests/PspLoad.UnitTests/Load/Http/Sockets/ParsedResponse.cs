using System.Text;
using PspLoad.Load.Http;
using PspLoad.Load.Http.Sockets;

namespace PspLoad.UnitTests.Load.Http.Sockets;

/// <summary>Result of the parser for bytes that arrive as on a connection.</summary>
internal sealed record ParsedResponse(bool Complete, string? Violation, int Status, string Body, bool KeepAlive, int Consumed, int Calls)
{
    /// <param name="input">Latin-1 text of the bytes on the wire</param>
    /// <param name="cuts">positions at which the bytes are split into separate reads, ascending</param>
    /// <param name="head">the request was HEAD</param>
    /// <param name="closed">the peer closes at the end</param>
    /// <param name="limits">null: the defaults</param>
    /// <param name="response">null: one that keeps the body</param>
    /// <param name="tally">null: nothing is counted</param>
    public static ParsedResponse Of(
        string input,
        IEnumerable<int>? cuts = null,
        bool head = false,
        bool closed = false,
        HttpLimits? limits = null,
        HttpResponse? response = null,
        AnswerTally? tally = null
    )
    {
        var bytes = Encoding.Latin1.GetBytes(input);
        response ??= new HttpResponse();
        ResponseParser parser = new(limits ?? new HttpLimits(), tally);
        ReceiveBuffer buffer = new();
        int consumed = 0,
            calls = 0,
            start = 0;
        parser.Start(response, head);
        foreach (var cut in (cuts ?? []).Append(bytes.Length))
        {
            while (start < cut)
            {
                var room = buffer.Room(parser.BodyRemaining);
                var count = Math.Min(room.Length, cut - start);
                bytes.AsSpan(start, count).CopyTo(room.Span);
                start += count;
                buffer.Received(count);
                var taken = parser.Parse(buffer.Unread);
                buffer.Consume(taken);
                consumed += taken;
                calls++;
            }
        }

        if (closed)
            parser.EndOfStream();
        return new ParsedResponse(
            parser.IsComplete,
            parser.Violation,
            response.Status,
            Encoding.Latin1.GetString(response.Body),
            parser.IsComplete && parser.KeepAlive,
            consumed,
            calls
        );
    }
}
