using System.Diagnostics;
using System.Text;
using PspLoad.Core.Load;
using PspLoad.Load.Http;
using PspLoad.Load.Http.Sockets;

namespace PspLoad.IntegrationTests.Load.Http;

public class SocketTransportTests : TransportTest
{
    [Fact]
    public async Task Requests_follow_each_other_on_one_connection()
    {
        await using var server = ScriptedServer.Answering("hello");
        await using var transport = Transport(server.Url);
        (var first, var body) = await GetAsync(transport, server.Url);
        (var second, _) = await GetAsync(transport, server.Url);

        Assert.Equal((ErrorKind.None, (short)200, "hello", true), (first.Error, first.Status, body, first.OpenedConnection));
        Assert.False(second.OpenedConnection);
        Assert.True(first.StartedAt < first.FirstByteAt && first.FirstByteAt <= first.EndedAt && first.EndedAt <= second.StartedAt);
        Assert.Equal(1, server.Connections);
        Assert.Equal(new ConnectionCounts(Open: 1, Idle: 1, Waiting: 0, Opened: 1, 0, 0, 0, 0), transport.Connections);
    }

    [Fact]
    public async Task A_large_request_and_a_large_answer_arrive_whole()
    {
        string big = new('b', 3_000_000);
        await using ScriptedServer server = new(
            async (connection, _) =>
            {
                var buffer = new byte[100_000];
                for (var received = 0; received < 3_000_000; )
                    received += await connection.Socket.ReceiveAsync(buffer, connection.Stopped);
                await connection.AnswerAsync(big);
                await connection.HangAsync();
            }
        );
        await using var transport = Transport(server.Url);
        var request = new HttpRequest(new HttpTarget(server.Url)).Start("POST", "/");
        System.Buffers.BuffersExtensions.Write(request.Body, Encoding.ASCII.GetBytes(big));
        HttpResponse response = new();
        var exchange = await transport.SendAsync(request.End(), response, Cancellation);

        Assert.Equal(ErrorKind.None, exchange.Error);
        Assert.Equal(3_000_000, response.Body.Length);
        Assert.True(response.Body.IndexOfAnyExcept((byte)'b') < 0);
        Assert.True(exchange.BytesSent > 3_000_000 && exchange.BytesReceived > 3_000_000);
    }

    [Theory]
    [InlineData("HTTP/1.1 204 No Content\r\n\r\n", "GET", "")]
    [InlineData("HTTP/1.1 304 Not Modified\r\nContent-Length: 10\r\n\r\n", "GET", "")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n", "HEAD", "")]
    [InlineData("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", "GET", "ok")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\nX: y\r\n\r\n", "GET", "ok")]
    public async Task Answers_without_a_body_and_interim_answers_leave_the_connection_in_step(string answer, string method, string body)
    {
        await using ScriptedServer server = new(
            async (connection, _) =>
            {
                while (await connection.ReadRequestAsync() is not null)
                    await connection.WriteAsync(answer);
            }
        );
        await using var transport = Transport(server.Url);
        var request = new HttpRequest(new HttpTarget(server.Url)).Start(method, "/").End();
        HttpResponse response = new();
        for (var i = 0; i < 3; i++)
        {
            var exchange = await transport.SendAsync(request, response, Cancellation);
            Assert.Equal((ErrorKind.None, body), (exchange.Error, Encoding.ASCII.GetString(response.Body)));
        }

        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task Churn_opens_a_new_connection_every_n_requests()
    {
        await using var server = ScriptedServer.Answering();
        await using SocketTransport transport = new(Options(server.Url) with { RequestsPerConnection = 3 });
        for (var i = 0; i < 10; i++)
        {
            var exchange = (await GetAsync(transport, server.Url)).Exchange;
            Assert.Equal((ErrorKind.None, i % 3 == 0), (exchange.Error, exchange.OpenedConnection));
        }

        Assert.Equal(4, server.Connections);
        Assert.Equal(1, transport.Connections.Open);
    }

    [Fact]
    public async Task The_cap_holds_and_whoever_waits_is_served_in_order()
    {
        await using var server = ScriptedServer.Answering();
        await using SocketTransport transport = new(Options(server.Url) with { MaxConnections = 4 });
        Task<(HttpExchange Exchange, string Body)>[] all = [.. Enumerable.Range(0, 200).Select(_ => GetAsync(transport, server.Url))];
        await Task.WhenAll(all);

        Assert.All(all, t => Assert.Equal(ErrorKind.None, t.Result.Exchange.Error));
        Assert.InRange(server.Connections, 1, 4);
        Assert.InRange(transport.Connections.Open, 1, 4);
        Assert.Equal(200, server.Requests);
    }

    [Fact]
    public async Task Who_waits_longer_than_the_connect_timeout_for_a_connection_met_the_injectors_own_limit()
    {
        await using ScriptedServer server = new((connection, _) => connection.HangAsync());
        await using SocketTransport transport = new(Options(server.Url) with { MaxConnections = 1, ConnectTimeout = TimeSpan.FromSeconds(1) });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var request = HttpRequest.Get(new HttpTarget(server.Url), "/");
        var holder = transport.SendAsync(request, new HttpResponse(), stop.Token);
        var waiting = await transport.SendAsync(request, new HttpResponse(), Cancellation);
        await stop.CancelAsync();

        Assert.Equal((ErrorKind.InjectorLimit, true), (waiting.Error, waiting.NothingSent));
        Assert.Equal(ErrorKind.Interrupted, (await holder).Error);
    }

    [Fact]
    public async Task The_address_can_be_overridden_while_Host_keeps_the_name()
    {
        string? head = null;
        await using ScriptedServer server = new(
            async (connection, _) =>
            {
                head = await connection.ReadRequestAsync();
                await connection.AnswerAsync();
            }
        );
        Uri url = new("http://pay.psp.test/");
        await using SocketTransport transport = new(Options(url) with { Target = new HttpTarget(url) { ConnectTo = server.Address } });
        Assert.Equal(ErrorKind.None, (await GetAsync(transport, url)).Exchange.Error);
        Assert.Equal("GET / HTTP/1.1\r\nHost: pay.psp.test", head);
    }

    [Fact]
    public async Task A_name_is_resolved()
    {
        await using var server = ScriptedServer.Answering();
        Uri url = new($"http://localhost:{server.Address.Port}/");
        await using var transport = Transport(url);

        // "localhost" may resolve to ::1 first, where nothing listens. The next attempt then uses 127.0.0.1.
        var exchange = (await GetAsync(transport, url)).Exchange;
        if (exchange.Error == ErrorKind.ConnectRefused)
            exchange = (await GetAsync(transport, url)).Exchange;
        Assert.Equal(ErrorKind.None, exchange.Error);
    }

    [Fact]
    public async Task One_response_carries_one_request_at_a_time()
    {
        await using ScriptedServer server = new((connection, _) => connection.HangAsync());
        await using var transport = Transport(server.Url);
        var request = HttpRequest.Get(new HttpTarget(server.Url), "/");
        HttpResponse response = new();
        var first = transport.SendAsync(request, response, Cancellation);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await transport.SendAsync(request, response, Cancellation));
        await transport.DisposeAsync();
        Assert.Equal(ErrorKind.Interrupted, (await first).Error);
    }

    [Fact]
    public async Task Cancelled_requests_end_as_interrupted_wherever_they_are()
    {
        await using ScriptedServer server = new((connection, _) => connection.HangAsync());
        await using SocketTransport transport = new(Options(server.Url) with { MaxConnections = 2, ConnectTimeout = TimeSpan.FromMinutes(1) });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var request = HttpRequest.Get(new HttpTarget(server.Url), "/");
        Task<HttpExchange>[] all = [.. Enumerable.Range(0, 6).Select(_ => transport.SendAsync(request, new HttpResponse(), stop.Token).AsTask())];
        await UntilAsync(() => transport.Connections is { Open: 2, Waiting: 4 } && server.Connections == 2, "two sent, four waiting");
        await stop.CancelAsync();
        var results = await Task.WhenAll(all);
        var late = await transport.SendAsync(request, new HttpResponse(), stop.Token);

        Assert.All(results.Append(late), x => Assert.Equal(ErrorKind.Interrupted, x.Error));
        Assert.Equal(2, results.Count(x => !x.NothingSent));
        await UntilAsync(() => transport.Connections.Open == 0, "cancelled connections are closed");
    }

    [Fact]
    public async Task Connections_are_closed_with_FIN_not_reset()
    {
        System.Collections.Concurrent.ConcurrentQueue<string> ends = [];
        await using ScriptedServer server = new(
            async (connection, _) =>
            {
                try
                {
                    while (await connection.ReadRequestAsync() is not null)
                        await connection.AnswerAsync();
                    ends.Enqueue("FIN");
                }
                catch (System.Net.Sockets.SocketException e)
                {
                    ends.Enqueue(e.SocketErrorCode.ToString());
                }
            }
        );
        await using SocketTransport transport = new(Options(server.Url) with { RequestsPerConnection = 2 });
        for (var i = 0; i < 3; i++)
            await GetAsync(transport, server.Url);
        await transport.DisposeAsync();
        await UntilAsync(() => ends.Count == 2, "both connections ended");
        Assert.Equal(["FIN", "FIN"], ends);
    }

    [Fact]
    public async Task Closing_the_transport_interrupts_what_is_being_opened()
    {
        await using ScriptedServer server = new((connection, _) => connection.HangAsync());
        Uri url = new($"https://{server.Address}/");
        await using var transport = Transport(url);
        var opening = GetAsync(transport, url);
        await UntilAsync(() => server.Connections == 1, "the handshake began");
        await transport.DisposeAsync();
        Assert.Equal(ErrorKind.Interrupted, (await opening).Exchange.Error);
    }

    [Fact]
    public async Task Many_callers_on_many_threads_lose_nothing()
    {
        await using var server = ScriptedServer.Answering();
        await using SocketTransport transport = new(Options(server.Url) with { MaxConnections = 16, RequestsPerConnection = 50 });
        var request = HttpRequest.Get(new HttpTarget(server.Url), "/");
        var good = 0;
        var start = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, 32),
            new ParallelOptions { MaxDegreeOfParallelism = 32, CancellationToken = Cancellation },
            async (_, _) =>
            {
                HttpResponse response = new();
                for (var i = 0; i < 300; i++)
                {
                    var exchange = await transport.SendAsync(request, response, Cancellation);
                    Assert.True(exchange.Error == ErrorKind.None && response.Body.SequenceEqual("ok"u8) && exchange.StartedAt >= start, exchange.Detail);
                    Interlocked.Increment(ref good);
                }
            }
        );
        Assert.Equal((9600, 9600), (good, server.Requests));
    }
}
