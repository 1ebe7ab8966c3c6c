using System.Net;
using System.Net.Sockets;
using PspLoad.Core.Load;
using PspLoad.Load.Http;
using PspLoad.Load.Http.Sockets;

namespace PspLoad.IntegrationTests.Load.Http;

/// <summary>Counts the bytes that the whole process allocates, so no other test may run at the same time.</summary>
[CollectionDefinition(nameof(AllocationTests), DisableParallelization = true)]
[Collection(nameof(AllocationTests))]
public class AllocationTests : TransportTest
{
    [Theory]
    [InlineData(1, 10_000)]
    [InlineData(2, 10_000)]
    public async Task In_steady_state_a_request_allocates_nothing(int users, int requests)
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        Thread server = new(() => Serve(listener)) { IsBackground = true };
        server.Start();
        Uri url = new($"http://{listener.LocalEndpoint}/");
        await using SocketTransport transport = new(Options(url) with { MaxConnections = 1, SweepInterval = TimeSpan.FromMinutes(1) });
        var request = HttpRequest.Get(new HttpTarget(url), "/");

        // Two users share one connection, so that the measurement includes the queue of waiting users.
        var allocated = long.MaxValue;
        await Task.WhenAll(Enumerable.Range(0, users).Select(SendAsync));
        Assert.InRange(allocated, 0, requests);

        async Task SendAsync(int user)
        {
            HttpResponse response = new(keepBody: true, keepHeaders: true);
            await SomeAsync(2_000);

            // The runtime sometimes allocates for itself, for example for tiered compilation. A request that allocates does so in every round.
            for (var round = 0; round < 3; round++)
            {
                var before = GC.GetTotalAllocatedBytes(precise: true);
                await SomeAsync(requests);
                if (user == 0)
                    allocated = Math.Min(allocated, GC.GetTotalAllocatedBytes(precise: true) - before);
            }

            async Task SomeAsync(int count)
            {
                for (var i = 0; i < count; i++)
                {
                    var exchange = await transport.SendAsync(request, response, Cancellation);
                    if (exchange.Error != ErrorKind.None || !response.Body.SequenceEqual("ok"u8))
                        Assert.Fail($"{exchange.Error}: {exchange.Detail}");
                }
            }
        }
    }

    /// <summary>A server that blocks its own thread and allocates nothing per request.</summary>
    private static void Serve(TcpListener listener)
    {
        using var socket = listener.AcceptSocket();
        var buffer = new byte[4096];
        var answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"u8.ToArray();
        while (socket.Receive(buffer) > 0)
            socket.Send(answer);
    }
}
