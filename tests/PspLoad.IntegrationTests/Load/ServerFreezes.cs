using PspLoad.Load;
using PspLoad.Load.Executors;
using PspLoad.Load.Http;
using PspLoad.Load.Http.Sockets;
using PspLoad.Load.Results;

namespace PspLoad.IntegrationTests.Load;

/// <summary>
/// The freeze test: the server is really stopped for two of ten seconds. What an honest tool must report is known by arithmetic: a fifth of all arrivals
/// meet the stop and wait evenly from 2 s down to 0, so p90 is 1.0 s, p99 1.9 s and p99.9 1.99 s.
/// </summary>
[Collection(Measurements.Name)]
public sealed class ServerFreezes
{
    private const double FreezeMs = 2_000;
    private static readonly TimeSpan TenSeconds = TimeSpan.FromSeconds(10);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Open_model_reports_what_customers_waited()
    {
        const int Rate = 2_000;
        await using var server = await StubServer.StartAsync(Cancellation);
        await using var transport = Transport(server);
        var flow = new StampedFlow(transport, server.Target, 10_000);
        var (result, stopped) = await RunAsync(server, flow, LoadModel.ConstantArrivalRate(Rate, TenSeconds));

        Assert.Equal(new Arrivals(10 * Rate, 10 * Rate, 0, 0, 0), result.Measured.Arrivals);
        var truth = flow.Truth;
        Assert.Equal(10 * Rate, truth.Length);
        foreach (var quantile in new[] { 0.9, 0.99, 0.999 })
        {
            var reported = result.Measured.Times.Response.Quantile(quantile) / 1e3;
            // Against the server's own stamps, which include the time that it needs to work off its queue.
            Assert.Equal(1, reported / truth[(int)Math.Ceiling(quantile * truth.Length) - 1], tolerance: 0.02);
            // Against arithmetic, which doesn't: the oldest requests are answered first, so the tail hardly has any.
            if (quantile >= 0.99)
                Assert.Equal(1, reported / (stopped * (1 - (1 - quantile) * 10_000 / stopped)), tolerance: 0.02);
        }
        Assert.InRange(result.Measured.Times.Response.Quantile(0.5) / 1e3, 0, 10);
    }

    [Fact]
    public async Task Closed_model_has_one_long_request_for_each_client()
    {
        const int Clients = 32;
        await using var server = await StubServer.StartAsync(Cancellation);
        await using var transport = Transport(server);
        var flow = new StampedFlow(transport, server.Target, Clients);
        var (result, stopped) = await RunAsync(server, flow, LoadModel.ConstantVus(Clients, TenSeconds));

        Assert.True(result.Measured.Arrivals.Balances);
        Assert.Equal(result.Measured.Arrivals.Scheduled, result.Measured.Arrivals.Completed);
        Assert.Equal(Clients, result.Measured.Times.Response.CountAbove((long)(0.9 * stopped * 1e3)));
        Assert.Equal(1, result.Measured.Times.Response.Max / 1e3 / stopped, tolerance: 0.02);
    }

    /// <returns>the result, and how long the server was stopped in ms</returns>
    private static async Task<(LoadResult Result, double StoppedMs)> RunAsync(StubServer server, StampedFlow flow, LoadModel model)
    {
        var plan = new LoadPlan { Flows = [new WeightedFlow(flow)], Model = model, WarmUp = TimeSpan.FromSeconds(1), TargetIsLocal = true };
        var freeze = new Freeze(server, TimeSpan.FromSeconds(4), TimeSpan.FromMilliseconds(FreezeMs));
        var result = await new LoadRun(plan, TimeProvider.System, [freeze]).RunAsync(Cancellation);
        return (result, await freeze.Stopped);
    }

    private static SocketTransport Transport(StubServer server) => new(new HttpTransportOptions { Target = server.Target });
}
