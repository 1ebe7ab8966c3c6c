using System.Buffers.Text;
using System.Diagnostics;
using System.Net.Sockets;

namespace PspLoad.StubServer;

/// <summary>
/// Answers every HTTP/1.1 request with the time of the answer: 20 digits of CLOCK_MONOTONIC, which all processes of a machine share.
/// Simulates outages and reports when they begin and end, to the tick.
/// </summary>
internal sealed class StampingServer
{
    private const int StampLength = 20;

    private static readonly byte[] s_head = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 20\r\n\r\n"u8.ToArray();
    private static readonly byte[] s_refusal = "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n"u8.ToArray();

    private volatile Outage _outage = new(OutageKind.Refuses, 0, 0);

    /// <summary>Delay of each answer during an outage of slow answers.</summary>
    public static TimeSpan Delay { get; } = TimeSpan.FromMilliseconds(400);

    /// <param name="length">length in <see cref="Stopwatch"/> ticks</param>
    /// <returns>when the outage began; it ends by itself <paramref name="length"/> later</returns>
    public long BeginOutage(OutageKind kind, long length)
    {
        var now = Stopwatch.GetTimestamp();
        _outage = new Outage(kind, now, now + length);
        return now;
    }

    public async Task AcceptAsync(Socket listener)
    {
        while (true)
        {
            var connection = await listener.AcceptAsync();
            connection.NoDelay = true;
            _ = ServeAsync(connection);
        }
    }

    private async Task ServeAsync(Socket connection)
    {
        using (connection)
        {
            var received = new byte[2048];
            var answer = new byte[s_head.Length + StampLength];
            s_head.CopyTo(answer, 0);
            try
            {
                while (await connection.ReceiveAsync(received.AsMemory()) is > 0 and var count)
                {
                    for (var requests = CountRequests(received.AsSpan(0, count)); requests > 0; requests--)
                    {
                        if (_outage is var outage && outage.Meets(Stopwatch.GetTimestamp()))
                        {
                            if (outage.Kind == OutageKind.Refuses)
                            {
                                await connection.SendAsync(s_refusal.AsMemory());
                                continue;
                            }
                            await Task.Delay(Delay);
                        }
                        Utf8Formatter.TryFormat(
                            Stopwatch.GetTimestamp(),
                            answer.AsSpan(s_head.Length),
                            out _,
                            new System.Buffers.StandardFormat('D', StampLength)
                        );
                        await connection.SendAsync(answer.AsMemory());
                    }
                }
            }
            catch (SocketException)
            {
                // The client disconnected in the middle of a request, so there is nobody to answer.
            }
        }
    }

    /// <summary>Counts requests without a body in one read. No request is split, because clients send each with one write over loopback.</summary>
    private static int CountRequests(ReadOnlySpan<byte> bytes) => bytes.Count("\r\n\r\n"u8);
}
