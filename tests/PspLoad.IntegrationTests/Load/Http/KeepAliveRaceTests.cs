using System.Net;
using System.Net.Sockets;
using PspLoad.Core.Load;
using PspLoad.Load.Http;

namespace PspLoad.IntegrationTests.Load.Http;

/// <summary>A server may close an idle connection at any time. This must not make a payment fail, or send it twice without the caller's permission.</summary>
public class KeepAliveRaceTests : TransportTest
{
    [Fact]
    public async Task A_connection_closed_while_idle_is_not_used()
    {
        await using ScriptedServer server = new(
            async (connection, _) =>
            {
                await connection.ReadRequestAsync();
                await connection.AnswerAsync();
            }
        );
        await using var transport = Transport(server.Url);
        for (var i = 1; i <= 10; i++)
        {
            var exchange = (await GetAsync(transport, server.Url)).Exchange;
            Assert.Equal((ErrorKind.None, true), (exchange.Error, exchange.OpenedConnection));
            await UntilAsync(() => transport.Connections.Open == 0, "the close is seen");
        }

        Assert.Equal((10, 10, 0L), (server.Connections, server.Requests, transport.Connections.Resent));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_written_request_is_sent_again_only_with_the_callers_word(bool mayBeResent)
    {
        // The first connection answers once, reads the second request and closes without an answer: the server may have acted on that request.
        await using ScriptedServer server = new(
            async (connection, number) =>
            {
                await connection.ReadRequestAsync();
                await connection.AnswerAsync();
                await connection.ReadRequestAsync();
                if (number == 0)
                    return;
                await connection.AnswerAsync();
            }
        );
        await using var transport = Transport(server.Url);
        await GetAsync(transport, server.Url);
        HttpResponse response = new();
        var request = HttpRequest.Get(new HttpTarget(server.Url), "/");
        request.MayBeResent = mayBeResent;
        var exchange = await transport.SendAsync(request, response, Cancellation);

        if (mayBeResent)
        {
            Assert.Equal((ErrorKind.None, 1, true), (exchange.Error, response.Resends, exchange.OpenedConnection));
            Assert.Equal((2, 3, 1L), (server.Connections, server.Requests, transport.Connections.Resent));
        }
        else
        {
            Assert.Equal((ErrorKind.Reset, 0, false), (exchange.Error, response.Resends, exchange.NothingSent));
            Assert.Equal((1, 2), (server.Connections, server.Requests));
        }
    }

    [Fact]
    public async Task A_written_request_that_could_not_be_sent_again_may_have_been_acted_on()
    {
        // The server reads the second request and dies; nothing listens any more. The last attempt sent nothing, but the first one may have been acted on.
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        Uri url = new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");
        var server = ServeAsync();
        await using var transport = Transport(url);
        await GetAsync(transport, url);
        var exchange = (await GetAsync(transport, url, mayBeResent: true)).Exchange;
        await server;

        Assert.Equal((ErrorKind.ConnectRefused, false), (exchange.Error, exchange.NothingSent));

        async Task ServeAsync()
        {
            using var client = await listener.AcceptTcpClientAsync(Cancellation);
            var stream = client.GetStream();
            var request = new byte[4096];
            Assert.True(await stream.ReadAsync(request, Cancellation) > 0);
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), Cancellation);
            Assert.True(await stream.ReadAsync(request, Cancellation) > 0);
            listener.Stop();
        }
    }

    [Fact]
    public async Task A_request_is_sent_again_once_and_never_on_a_connection_that_it_opened()
    {
        await using ScriptedServer server = new(
            async (connection, number) =>
            {
                await connection.ReadRequestAsync();
                if (number > 0)
                    return;
                await connection.AnswerAsync();
                await connection.ReadRequestAsync();
            }
        );
        await using var transport = Transport(server.Url);
        await GetAsync(transport, server.Url);
        var exchange = (await GetAsync(transport, server.Url, mayBeResent: true)).Exchange;

        Assert.Equal(ErrorKind.Reset, exchange.Error);
        Assert.Equal((2, 3), (server.Connections, server.Requests));
    }

    [Fact]
    public async Task A_partial_answer_is_never_sent_again()
    {
        await using ScriptedServer server = new(
            async (connection, _) =>
            {
                await connection.ReadRequestAsync();
                await connection.AnswerAsync();
                await connection.ReadRequestAsync();
                await connection.WriteAsync("HTTP/1.1 2");
            }
        );
        await using var transport = Transport(server.Url);
        await GetAsync(transport, server.Url);
        Assert.Equal(ErrorKind.Reset, (await GetAsync(transport, server.Url, mayBeResent: true)).Exchange.Error);
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task A_server_that_closes_after_every_answer_without_saying_so_loses_no_resendable_request()
    {
        await using ScriptedServer server = new(
            async (connection, _) =>
            {
                await connection.ReadRequestAsync();
                await connection.AnswerAsync();
            }
        );
        await using var transport = Transport(server.Url);
        var request = HttpRequest.Get(new HttpTarget(server.Url), "/");
        await Parallel.ForEachAsync(Enumerable.Range(0, 8), Cancellation, async (_, cancellation) =>
        {
            HttpResponse response = new();
            for (var i = 0; i < 200; i++)
                Assert.Equal(ErrorKind.None, (await transport.SendAsync(request, response, cancellation)).Error);
        });

        // Only the requests that a closed connection swallowed were sent again, on a new connection.
        Assert.Equal(1600, server.Requests);
        await UntilAsync(() => transport.Connections.Open == 0, "all closes are seen");
    }
}
