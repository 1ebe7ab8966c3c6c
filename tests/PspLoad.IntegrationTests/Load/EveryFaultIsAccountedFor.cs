using System.Net.Sockets;
using PspLoad.Core.Load;
using PspLoad.Core.Results;
using PspLoad.IntegrationTests.Load.Http;
using PspLoad.Load;
using PspLoad.Load.Flows;
using PspLoad.Load.Http;
using PspLoad.Load.Http.Sockets;
using PspLoad.Load.Plans;
using PspLoad.Load.Results;

namespace PspLoad.IntegrationTests.Load;

/// <summary>Whatever the server does: scheduled = completed + failed + timed out + dropped, and each kind of failure has exactly one name.</summary>
public sealed class EveryFaultIsAccountedFor
{
    private const int Count = 100;

    private static readonly string s_header = $"X-Filler: {new string('x', 1000)}\r\n";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public Task Nothing_goes_wrong() => MeetsAsync(ErrorKind.None, connection => AnswerAllAsync(connection));

    [Fact]
    public async Task Refused()
    {
        using TcpListener closed = new(System.Net.IPAddress.Loopback, 0);
        closed.Start();
        Uri url = new($"http://{closed.LocalEndpoint}/");
        closed.Stop();
        AssertAll(ErrorKind.ConnectRefused, await RunAsync(url));
    }

    [Fact]
    public Task Reset_in_the_middle_of_the_answer() => MeetsAsync(ErrorKind.Reset, async connection =>
        {
            await connection.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhalf");
            connection.Reset();
        });

    [Fact]
    public Task Closed_without_an_answer() => MeetsAsync(ErrorKind.Reset, _ => Task.CompletedTask);

    [Fact]
    public Task Half_closed_in_the_middle_of_the_answer() => MeetsAsync(ErrorKind.Reset, async connection =>
        {
            await connection.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhalf");
            connection.Socket.Shutdown(SocketShutdown.Send);
            await connection.HangAsync();
        });

    [Fact]
    public Task Slow_loris() => MeetsAsync(ErrorKind.ReadTimeout, async connection =>
        {
            await connection.WriteAsync("HTTP/1.1 200 OK\r\n");
            while (true)
            {
                await connection.WriteAsync("X: y\r\n");
                await Task.Delay(50, connection.Stopped);
            }
        });

    [Fact]
    public Task Garbage() => MeetsAsync(ErrorKind.Protocol, connection => connection.WriteAsync("\u0016\u0003\u0001 not HTTP at all\r\n\r\n"));

    [Fact]
    public Task A_megabyte_of_headers() => MeetsAsync(ErrorKind.Protocol, async connection =>
        {
            await connection.WriteAsync("HTTP/1.1 200 OK\r\n");
            for (var i = 0; i < 1_000; i++)
                await connection.WriteAsync(s_header);
        });

    [Fact]
    public Task An_endless_chunked_body() => MeetsAsync(ErrorKind.ReadTimeout, async connection =>
        {
            await connection.WriteAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            while (true)
            {
                await connection.WriteAsync($"3e8\r\n{new string('#', 1000)}\r\n");
                await Task.Delay(5, connection.Stopped);
            }
        });

    [Fact]
    public Task Status_500() => MeetsAsync(ErrorKind.Status5xx, async connection =>
        {
            do await connection.WriteAsync("HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n");
            while (await connection.ReadRequestAsync() is not null);
        });

    [Fact]
    public async Task Something_else_than_TLS()
    {
        await using ScriptedServer server = new(
            async (connection, _) =>
            {
                await connection.WriteAsync("HTTP/1.1 400 Bad Request\r\n\r\n");
                await connection.HangAsync();
            }
        );
        AssertAll(ErrorKind.Tls, await RunAsync(new Uri($"https://{server.Address}/")));
    }

    private static async Task AnswerAllAsync(ScriptedServer.Connection connection)
    {
        do await connection.AnswerAsync();
        while (await connection.ReadRequestAsync() is not null);
    }

    /// <param name="expected">how every arrival ends</param>
    /// <param name="afterRequest">what the server does after it has read the first request of a connection</param>
    private static async Task MeetsAsync(ErrorKind expected, Func<ScriptedServer.Connection, Task> afterRequest)
    {
        await using ScriptedServer server = new(
            async (connection, _) =>
            {
                await connection.ReadRequestAsync();
                await afterRequest(connection);
            }
        );
        AssertAll(expected, await RunAsync(server.Url));
    }

    private static async Task<LoadResult> RunAsync(Uri url)
    {
        HttpTarget target = new(url);
        await using SocketTransport transport = new(
            new HttpTransportOptions
            {
                Target = target,
                // Long enough that only an answer that never ends reaches this timeout.
                ReadTimeout = TimeSpan.FromSeconds(3),
            }
        );
        LoadPlan plan = new()
        {
            Flows = [new WeightedFlow(new HttpRequestFlow(transport, HttpRequest.Get(target, "/"), Count))],
            Model = LoadModel.ConstantArrivalRate(2 * Count, TimeSpan.FromSeconds(0.5)) with { MaxInFlight = Count },
            TargetIsLocal = true,
        };
        return await new LoadRun(plan, TimeProvider.System).RunAsync(Cancellation);
    }

    private static void AssertAll(ErrorKind expected, LoadResult result)
    {
        var timedOut = expected == ErrorKind.ReadTimeout;
        var wanted =
            expected == ErrorKind.None ? new ArrivalsPart(Count, Count, 0, 0, 0) : new ArrivalsPart(Count, 0, timedOut ? 0 : Count, timedOut ? Count : 0, 0);
        Assert.Equal(wanted, result.Measured.Arrivals);
        Assert.True(result.Measured.Arrivals.Balances);
        Assert.All(result.Measured.Errors, error => Assert.Equal(expected, error.Kind));
        Assert.DoesNotContain(result.InvalidReasons, reason => reason.Id is FindingId.Accounting or FindingId.FlowFault or FindingId.InjectorLimit);
    }
}
