using System.Text;
using PspLoad.Core.Load;
using PspLoad.Load.Http;
using PspLoad.ReferencePsp.Merchants;

namespace PspLoad.UnitTests.Payments.Flows;

/// <summary>Passes requests to a model, one at a time, after the PSP's own code has verified their signature.</summary>
/// <param name="handle">method, path, key, body → answer; null for none</param>
/// <param name="now">wall clock of the server</param>
internal sealed class ModelTransport(ModelTransport.Handler handle, Func<DateTimeOffset> now) : IHttpTransport
{
    public delegate (int Status, string Json, bool NothingSent)? Handler(string method, string path, string? key, ReadOnlySpan<byte> body);

    public const string Key = "merchant-key",
        Secret = "merchant-secret";

    public static HttpTarget Target { get; } = new(new Uri("http://psp.test/"));

    public List<string> Requests { get; } = [];

    public ConnectionCounts Connections => default;

    public ValueTask<HttpExchange> SendAsync(HttpRequest request, HttpResponse response, CancellationToken cancellationToken)
    {
        var bytes = request.Bytes.Span;
        var end = bytes.IndexOf("\r\n\r\n"u8);
        var lines = Encoding.ASCII.GetString(bytes[..end]).Split("\r\n");
        var body = bytes[(end + 4)..];
        var first = lines[0].Split(' ');
        var headers = lines[1..].Select(line => line.Split(": ", 2)).ToDictionary(line => line[0], line => line[1], StringComparer.OrdinalIgnoreCase);
        var signed = new SignedRequest
        {
            Method = first[0],
            Target = first[1],
            ContentType = headers.GetValueOrDefault("Content-Type"),
            IdempotencyKey = headers.GetValueOrDefault("Idempotency-Key"),
            Body = body,
        };
        Assert.Null(RequestSignature.Verify(headers["Psp-Signature"], signed, [Encoding.UTF8.GetBytes(Secret)], now()));
        Assert.Equal($"Bearer {Key}", headers["Authorization"]);
        Assert.NotEmpty(headers["X-Request-Id"]);
        if (first[0] == "POST")
            Assert.Equal("application/json", headers["Content-Type"]);
        lock (Requests)
        {
            Requests.Add(Encoding.UTF8.GetString(bytes));
            response.Clear();
            return ValueTask.FromResult(Answer(handle(first[0], first[1], headers.GetValueOrDefault("Idempotency-Key"), body), response));
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static HttpExchange Answer((int Status, string Json, bool NothingSent)? answer, HttpResponse response)
    {
        if (answer is not { } came)
            return new HttpExchange { Error = ErrorKind.ReadTimeout, Detail = "no answer" };
        if (came.NothingSent)
        {
            return new HttpExchange
            {
                Error = ErrorKind.ConnectRefused,
                Detail = "nobody listens",
                NothingSent = true,
            };
        }

        response.Status = came.Status;
        response.AppendBody(Encoding.UTF8.GetBytes(came.Json));
        if (came.Status is 202 or 503)
            response.AppendHeader("Retry-After: 1"u8);
        return new HttpExchange { Status = (short)came.Status };
    }
}
