using System.Text;
using PspLoad.Core.Load;
using PspLoad.Load.Http;
using PspLoad.Load.Http.SocketsHttp;

namespace PspLoad.IntegrationTests.Load.Http;

/// <summary>The second transport gives the same results with the same servers.</summary>
public class SocketsHttpTransportTests : TransportTest
{
    /// <summary>Another client around the same handler must not change any result.</summary>
    protected virtual IHttpTransport Create(HttpTransportOptions options) => new SocketsHttpTransport(options);

    [Fact]
    public async Task A_prepared_request_arrives_as_it_was_prepared()
    {
        string? head = null;
        await using ScriptedServer server = new(
            async (connection, _) =>
            {
                head = await connection.ReadRequestAsync();
                await connection.WriteAsync("HTTP/1.1 201 Created\r\nX-Id: 7\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n");
                await connection.HangAsync();
            }
        );
        await using var transport = Create(Options(server.Url));
        var request = new HttpRequest(new HttpTarget(server.Url))
            .Start("POST", "/payments?a=%20b")
            .Header("Content-Type", "application/json")
            .Header("Idempotency-Key", "k1");
        System.Buffers.BuffersExtensions.Write(request.Body, "{}"u8);
        HttpResponse response = new(keepBody: true, keepHeaders: true);
        var exchange = await transport.SendAsync(request.End(), response, Cancellation);

        Assert.Equal((ErrorKind.None, (short)201, "ok"), (exchange.Error, exchange.Status, Encoding.ASCII.GetString(response.Body)));
        Assert.True(response.TryGetHeader("x-id"u8, out var id) && id.SequenceEqual("7"u8));
        var lines = head!.Split("\r\n");
        Assert.Equal("POST /payments?a=%20b HTTP/1.1", lines[0]);
        Assert.Contains("Idempotency-Key: k1", lines);
        Assert.Contains("Content-Type: application/json", lines);
        Assert.Contains("Content-Length: 2", lines);
        Assert.Contains($"Host: {server.Address}", lines);
        Assert.Equal(1, transport.Connections.Opened);
    }

    [Theory]
    [InlineData("", ErrorKind.Reset)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhalf", ErrorKind.Reset)]
    [InlineData("not http at all\r\n\r\n", ErrorKind.Protocol)]
    public async Task A_broken_answer_is_named(string answer, ErrorKind expected)
    {
        await using ScriptedServer server = new(
            async (connection, _) =>
            {
                await connection.ReadRequestAsync();
                await connection.WriteAsync(answer);
            }
        );
        await using var transport = Create(Options(server.Url));
        Assert.Equal(expected, (await GetAsync(transport, server.Url)).Exchange.Error);
    }

    [Fact]
    public async Task Nobody_listens()
    {
        Uri url = new("http://127.0.0.1:1/");
        await using var transport = Create(Options(url));
        var exchange = (await GetAsync(transport, url)).Exchange;
        Assert.Equal((ErrorKind.ConnectRefused, true), (exchange.Error, exchange.NothingSent));
    }

    [Fact]
    public async Task A_silent_server_is_a_read_timeout_and_a_cancelled_request_interrupted()
    {
        await using ScriptedServer server = new((connection, _) => connection.HangAsync());
        await using var transport = Create(Options(server.Url) with { ReadTimeout = TimeSpan.FromMilliseconds(200) });
        Assert.Equal(ErrorKind.ReadTimeout, (await GetAsync(transport, server.Url)).Exchange.Error);

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        stop.CancelAfter(50);
        var cancelled = await transport.SendAsync(HttpRequest.Get(new HttpTarget(server.Url), "/"), new HttpResponse(), stop.Token);
        Assert.Equal(ErrorKind.Interrupted, cancelled.Error);
    }

    [Fact]
    public async Task An_endless_body_is_cut_at_the_limit()
    {
        await using ScriptedServer server = new(
            async (connection, _) =>
            {
                await connection.ReadRequestAsync();
                await connection.WriteAsync("HTTP/1.1 200 OK\r\n\r\n");
                while (true)
                    await connection.WriteAsync(new string('x', 50_000));
            }
        );
        await using var transport = Create(Options(server.Url) with { Limits = new HttpLimits { MaxBodyBytes = 1_000_000 } });
        Assert.Equal(ErrorKind.Protocol, (await GetAsync(transport, server.Url)).Exchange.Error);
    }

    [Fact]
    public async Task A_written_payment_is_not_sent_again_behind_our_back()
    {
        await using ScriptedServer server = new(
            async (connection, number) =>
            {
                await connection.ReadRequestAsync();
                await connection.AnswerAsync();
                await connection.ReadRequestAsync();
                if (number > 0)
                    await connection.AnswerAsync();
            }
        );
        await using var transport = Create(Options(server.Url));
        var request = new HttpRequest(new HttpTarget(server.Url)).Start("POST", "/");
        System.Buffers.BuffersExtensions.Write(request.Body, "{}"u8);
        request.End();
        Assert.Equal(ErrorKind.None, (await transport.SendAsync(request, new HttpResponse(), Cancellation)).Error);
        Assert.Equal(ErrorKind.Reset, (await transport.SendAsync(request, new HttpResponse(), Cancellation)).Error);
        Assert.Equal(2, server.Requests);
    }
}
