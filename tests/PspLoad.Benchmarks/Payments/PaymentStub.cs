using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PspLoad.Benchmarks.Payments;

/// <summary>
/// <c>payments stub</c>: a PSP that approves every sale at once. It has its own process, so that its CPU time is not counted as the
/// injector's. It ends when its standard input is closed.
/// </summary>
internal static class PaymentStub
{
    public const string Command = "stub";

    public static void Run()
    {
        Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1");
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(1024);
        _ = AcceptAsync(listener);
        Console.WriteLine(((IPEndPoint)listener.LocalEndPoint!).Port);
        Console.In.ReadToEnd();
    }

    private static async Task AcceptAsync(Socket listener)
    {
        while (true)
        {
            var connection = await listener.AcceptAsync();
            connection.NoDelay = true;
            _ = ServeAsync(connection);
        }
    }

    private static async Task ServeAsync(Socket connection)
    {
        using (connection)
        {
            var received = new byte[8192];
            var answer = new byte[2048];
            var length = 0;
            try
            {
                while (await connection.ReceiveAsync(received.AsMemory(length)) is > 0 and var count)
                {
                    length += count;
                    while (TryAnswer(received.AsSpan(0, length), answer, out var used, out var written))
                    {
                        received.AsSpan(used, length - used).CopyTo(received);
                        length -= used;
                        await connection.SendAsync(answer.AsMemory(0, written));
                    }
                }
            }
            catch (SocketException)
            {
                // The client has disconnected.
            }
        }
    }

    private static bool TryAnswer(ReadOnlySpan<byte> request, Span<byte> answer, out int used, out int written)
    {
        used = written = 0;
        var head = request.IndexOf("\r\n\r\n"u8);
        if (head < 0)
            return false;
        head += 4;
        var at = request[..head].IndexOf("Content-Length: "u8);
        var length = 0;
        if (at >= 0 && !Utf8Parser.TryParse(request[(at + 16)..], out length, out _))
            throw new InvalidDataException("Content-Length is not a number");
        if (request.Length < head + length)
            return false;
        used = head + length;
        var body = request.Slice(head, length);
        var json = length == 0 ? "{}" : Sold(body);
        var text =
            $"HTTP/1.1 {(length == 0 ? "200 OK" : "201 Created")}\r\nContent-Type: application/json\r\nCache-Control: "
            + $"no-store\r\nX-Request-Id: stub\r\nContent-Length: {json.Length}\r\n\r\n{json}";
        written = Encoding.ASCII.GetBytes(text, answer);
        return true;
    }

    private static string Sold(ReadOnlySpan<byte> body)
    {
        var amount = Field(body, "\"amount\":"u8, (byte)',');
        return string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"id":"pay_0194d3a07a1f7c3e8d1b2a5c6f7e8d9c","status":"captured","amount":{{amount}},"currency":"{{Field(body, "\"currency\":\""u8, (byte)'"')}}","orderId":"{{Field(body, "\"orderId\":\""u8, (byte)'"')}}","capture":"automatic","amountAuthorized":{{amount}},"amountCaptured":{{amount}},"amountRefunded":0,"card":{"brand":"visa","bin":"424242","last4":"4242"},"authorizationCode":"A1B2C3","createdAt":"2026-01-01T00:00:00.000Z","updatedAt":"2026-01-01T00:00:00.000Z"}"""
        );
    }

    private static string Field(ReadOnlySpan<byte> body, ReadOnlySpan<byte> name, byte end)
    {
        var from = body.IndexOf(name) + name.Length;
        return Encoding.ASCII.GetString(body.Slice(from, body[from..].IndexOf(end)));
    }
}
