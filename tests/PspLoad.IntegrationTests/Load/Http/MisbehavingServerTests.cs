using System.Net;
using System.Net.Sockets;
using PspLoad.Core.Load;
using PspLoad.Load.Http;
using PspLoad.Load.Http.Sockets;

namespace PspLoad.IntegrationTests.Load.Http;

public class MisbehavingServerTests : TransportTest
{
    [Fact]
    public async Task Nobody_listens()
    {
        Uri url = new($"http://127.0.0.1:{FreePort()}/");
        await using var transport = Transport(url);
        var exchange = (await GetAsync(transport, url)).Exchange;
        Assert.Equal((ErrorKind.ConnectRefused, true, (short)0), (exchange.Error, exchange.NothingSent, exchange.Status));
        Assert.Equal(new ConnectionCounts(0, 0, 0, 0, OpenFailed: 1, 0, 0, 0), transport.Connections);
    }

    [Fact]
    public async Task A_refused_target_fills_no_stack()
    {
        Uri url = new($"http://127.0.0.1:{FreePort()}/");
        await using SocketTransport transport = new(Options(url) with { MaxConnections = 1 });
        Task<(HttpExchange Exchange, string Body)>[] all = [.. Enumerable.Range(0, 5000).Select(_ => GetAsync(transport, url))];
        await Task.WhenAll(all);
        Assert.All(all, t => Assert.Equal(ErrorKind.ConnectRefused, t.Result.Exchange.Error));
    }

    [Fact]
    public async Task A_full_backlog_is_a_connect_timeout()
    {
        using Socket listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(0);
        List<Socket> fill = [];
        for (var i = 0; i < 4; i++)
        {
            Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
            try
            {
                socket.Connect(listener.LocalEndPoint!);
            }
            catch (SocketException e) when (e.SocketErrorCode is SocketError.InProgress or SocketError.WouldBlock)
            { /* Not blocking is the point. */
            }

            fill.Add(socket);
        }

        Uri url = new($"http://{listener.LocalEndPoint}/");
        await using SocketTransport transport = new(Options(url) with { ConnectTimeout = TimeSpan.FromMilliseconds(200) });
        var exchange = (await GetAsync(transport, url)).Exchange;
        fill.ForEach(s => s.Dispose());
        Assert.Equal((ErrorKind.ConnectTimeout, true), (exchange.Error, exchange.NothingSent));
        Assert.Contains("TCP", exchange.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_without_an_address()
    {
        Uri url = new("http://no-such-name.invalid/");
        await using var transport = Transport(url);
        var exchange = (await GetAsync(transport, url)).Exchange;
        Assert.Equal((ErrorKind.NameNotResolved, true), (exchange.Error, exchange.NothingSent));
    }

    [Theory]
    [InlineData("", false, ErrorKind.Reset, 0)]
    [InlineData("", true, ErrorKind.Reset, 0)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Le", false, ErrorKind.Reset, 200)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhalf", false, ErrorKind.Reset, 200)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n", false, ErrorKind.Reset, 200)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhalf", true, ErrorKind.Reset, 200)]
    [InlineData("HTTP/1.1 200 OK\r\n\r\nhalf", true, ErrorKind.Reset, 200)]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n", false, ErrorKind.Protocol, 0)]
    [InlineData("\u0016\u0003\u0001\n\u0002", false, ErrorKind.Protocol, 0)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n", false, ErrorKind.Protocol, 200)]
    [InlineData("HTTP/1.1 200 OK\r\nA: b\r\n folded\r\n\r\n", false, ErrorKind.Protocol, 200)]
    public async Task A_broken_answer_is_named(string answer, bool reset, ErrorKind expected, int status)
    {
        HttpResponse response = new();
        await using ScriptedServer server = new(
            async (connection, _) =>
            {
                await connection.ReadRequestAsync();
                await connection.WriteAsync(answer);

                // An RST discards data that the client has not read yet.
                await UntilAsync(() => response.Status == status, "the status line is read");
                if (reset)
                    connection.Reset();
            }
        );
        await using var transport = Transport(server.Url);
        var exchange = await transport.SendAsync(HttpRequest.Get(new HttpTarget(server.Url), "/"), response, Cancellation);

        Assert.Equal((expected, (short)status, false), (exchange.Error, exchange.Status, exchange.NothingSent));
        Assert.NotNull(exchange.Detail);
        await UntilAsync(() => transport.Connections.Open == 0, "the connection is given up");
    }

    [Fact]
    public async Task Half_closed_after_the_head_is_a_body_that_ends()
    {
        await using ScriptedServer server = new(
            async (connection, _) =>
            {
                await connection.ReadRequestAsync();
                await connection.WriteAsync("HTTP/1.1 200 OK\r\n\r\nto the end");
                connection.Socket.Shutdown(SocketShutdown.Send);
                await connection.HangAsync();
            }
        );
        await using var transport = Transport(server.Url);
        (var exchange, var body) = await GetAsync(transport, server.Url);
        Assert.Equal((ErrorKind.None, "to the end"), (exchange.Error, body));
        await UntilAsync(() => transport.Connections.Open == 0, "a half-closed connection is not kept");
    }

    [Fact]
    public async Task A_slow_loris_does_not_outlive_the_read_timeout()
    {
        await using ScriptedServer server = new(
            async (connection, _) =>
            {
                await connection.ReadRequestAsync();
                await connection.WriteAsync("HTTP/1.1 200 OK\r\n");
                while (true)
                {
                    await connection.WriteAsync("X: y\r\n");
                    await Task.Delay(20, connection.Stopped);
                }
            }
        );
        await using SocketTransport transport = new(Options(server.Url) with { ReadTimeout = TimeSpan.FromSeconds(1) });
        var exchange = (await GetAsync(transport, server.Url)).Exchange;
        Assert.Equal((ErrorKind.ReadTimeout, (short)200, false), (exchange.Error, exchange.Status, exchange.NothingSent));
        Assert.NotEqual(0, exchange.FirstByteAt);
    }

    [Fact]
    public async Task No_answer_is_a_read_timeout_and_not_sent_again()
    {
        await using ScriptedServer server = new((connection, _) => connection.HangAsync());
        await using SocketTransport transport = new(Options(server.Url) with { ReadTimeout = TimeSpan.FromMilliseconds(200) });
        var exchange = (await GetAsync(transport, server.Url, mayBeResent: true)).Exchange;
        Assert.Equal((ErrorKind.ReadTimeout, 0L), (exchange.Error, transport.Connections.Resent));
        await UntilAsync(() => transport.Connections.Open == 0, "the connection is given up");
        await UntilAsync(() => server.Connections == 1, "the server has seen the one connection");
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\n", "X-Header: 12345678901234567890\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nX: ", "12345678901234567890")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "3e8\r\n##\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\n\r\n", "########")]
    [InlineData("", "HTTP/1.1 100 Continue\r\n\r\n")]
    public async Task What_never_ends_is_cut_at_a_limit(string start, string repeated)
    {
        var block = string.Concat(Enumerable.Repeat(repeated.Replace("##", new string('#', 1000), StringComparison.Ordinal), 1000));
        await using ScriptedServer server = new(
            async (connection, _) =>
            {
                await connection.ReadRequestAsync();
                await connection.WriteAsync(start);
                while (true)
                    await connection.WriteAsync(block);
            }
        );
        await using SocketTransport transport = new(Options(server.Url) with { Limits = new HttpLimits { MaxBodyBytes = 3_000_000 } });
        var exchange = (await GetAsync(transport, server.Url)).Exchange;
        Assert.Equal(ErrorKind.Protocol, exchange.Error);
        Assert.InRange(exchange.BytesReceived, 1, 4_000_000);
    }

    [Fact]
    public async Task Bytes_after_the_answer_cost_the_connection_not_a_request()
    {
        await using ScriptedServer server = new(
            async (connection, _) =>
            {
                while (await connection.ReadRequestAsync() is not null)
                    await connection.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 500 Injected\r\n\r\n");
            }
        );
        await using var transport = Transport(server.Url);
        for (var i = 0; i < 5; i++)
        {
            (var exchange, var body) = await GetAsync(transport, server.Url);
            Assert.Equal((ErrorKind.None, (short)200, "ok", true), (exchange.Error, exchange.Status, body, exchange.OpenedConnection));
        }

        Assert.Equal(5, transport.Connections.SurplusData);
    }

    [Fact]
    public async Task Bytes_nobody_asked_for_close_an_idle_connection()
    {
        TaskCompletionSource idle = new();
        await using ScriptedServer server = new(
            async (connection, number) =>
            {
                await connection.ReadRequestAsync();
                await connection.AnswerAsync();
                await idle.Task;
                if (number == 0)
                    await connection.WriteAsync("HTTP/1.1 408 Request Timeout\r\n\r\n");

                await connection.HangAsync();
            }
        );
        await using var transport = Transport(server.Url);
        await GetAsync(transport, server.Url);
        idle.SetResult();
        await UntilAsync(() => transport.Connections.Open == 0, "the connection is closed");
        Assert.Equal((short)200, (await GetAsync(transport, server.Url)).Exchange.Status);
        Assert.Equal(1, transport.Connections.SurplusData);
    }

    [Fact]
    public async Task An_early_answer_ends_a_request_that_is_still_being_sent()
    {
        await using ScriptedServer server = new(
            async (connection, _) =>
            {
                await connection.Socket.ReceiveAsync(new byte[10], connection.Stopped);
                await connection.WriteAsync("HTTP/1.1 413 Content Too Large\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
                await Task.Delay(Timeout.Infinite, connection.Stopped);
            }
        );
        await using var transport = Transport(server.Url);
        var request = new HttpRequest(new HttpTarget(server.Url)).Start("POST", "/");
        System.Buffers.BuffersExtensions.Write(request.Body, new byte[20_000_000]);
        var exchange = await transport.SendAsync(request.End(), new HttpResponse(), Cancellation);
        Assert.Equal((ErrorKind.None, (short)413), (exchange.Error, exchange.Status));
    }

    private static int FreePort()
    {
        using TcpListener probe = new(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
