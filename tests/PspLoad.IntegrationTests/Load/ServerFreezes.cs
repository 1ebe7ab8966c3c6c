using PspLoad.Core.Results;
using PspLoad.Load;
using PspLoad.Load.Http;
using PspLoad.Load.Http.Sockets;
using PspLoad.Load.Plans;
using PspLoad.Load.Results;

namespace PspLoad.IntegrationTests.Load;

/// <summary>
/// The freeze test: the server is really stopped for two of ten seconds. Arithmetic gives what an honest tool must report: a fifth of all arrivals
/// fall into the stop and wait between 2 s and 0, evenly spread, so p90 is 1.0 s, p99 1.9 s and p99.9 1.99 s.
/// </summary>
[Collection(Measurements.Name)]
public sealed class ServerFreezes
{
    private const double FreezeMs = 2_000;
    private static readonly TimeSpan s_tenSeconds = TimeSpan.FromSeconds(10);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Open_model_reports_what_customers_waited()
    {
        const int Rate = 2_000;
        var (result, stopped, truth) = await QuietMoment.FindAsync(
            async () =>
            {
                var run = await RunAsync(LoadModel.ConstantArrivalRate(Rate, s_tenSeconds));
                // The counts must be right even on a busy machine.
                Assert.Equal(new ArrivalsPart(10 * Rate, 10 * Rate, 0, 0, 0), run.Result.Measured.Arrivals);
                Assert.Equal(10 * Rate, run.Truth.Length);
                return run;
            },
            run => run.InvalidReasons
        );

        foreach (var quantile in new[] { 0.9, 0.99, 0.999 })
        {
            var reported = result.Measured.Times.Response.Quantile(quantile) / 1e3;
            // Compare with the server's own stamps, which include the time it needs to work off its queue.
            Assert.Equal(1, reported / truth[(int)Math.Ceiling(quantile * truth.Length) - 1], tolerance: 0.02);
            // Compare with arithmetic, which ignores that time. The oldest requests are answered first, so the tail contains hardly any of it.
            if (quantile >= 0.99)
                Assert.Equal(1, reported / (stopped * (1 - (1 - quantile) * 10_000 / stopped)), tolerance: 0.02);
        }
        // Four fifths of the arrivals did not fall into the stop.
        Assert.InRange(result.Measured.Times.Response.Quantile(0.5) / 1e3, 0, stopped / 100);
    }

    [Fact]
    public async Task Closed_model_has_one_long_request_for_each_client()
    {
        const int Clients = 32;
        var (result, stopped, _) = await QuietMoment.FindAsync(
            async () =>
            {
                var run = await RunAsync(LoadModel.ConstantVus(Clients, s_tenSeconds));
                Assert.True(run.Result.Measured.Arrivals.Balances);
                Assert.Equal(run.Result.Measured.Arrivals.Scheduled, run.Result.Measured.Arrivals.Completed);
                return run;
            },
            run => run.InvalidReasons
        );

        Assert.Equal(Clients, result.Measured.Times.Response.CountAbove((long)(0.9 * stopped * 1e3)));
        Assert.Equal(1, result.Measured.Times.Response.Max / 1e3 / stopped, tolerance: 0.02);
    }

    private static async Task<Run> RunAsync(LoadModel model)
    {
        await using var server = await StubServer.StartAsync(Cancellation);
        await using var transport = new SocketTransport(new HttpTransportOptions { Target = server.Target });
        var flow = new StampedFlow(transport, server.Target, model.MaxConcurrency);
        var plan = new LoadPlan
        {
            Flows = [new WeightedFlow(flow)],
            Model = model,
            WarmUp = TimeSpan.FromSeconds(1),
            TargetIsLocal = true,
        };
        var freeze = new Freeze(server, TimeSpan.FromSeconds(4), TimeSpan.FromMilliseconds(FreezeMs));
        var result = await new LoadRun(plan, TimeProvider.System, [freeze]).RunAsync(Cancellation);
        return new Run(result, await freeze.Stopped, flow.Truth);
    }

    /// <param name="StoppedMs">how long the server really was stopped</param>
    /// <param name="Truth">response times by the server's own stamps, ms, in order</param>
    private sealed record Run(LoadResult Result, double StoppedMs, double[] Truth)
    {
        public string[] InvalidReasons => [.. Result.InvalidReasons.Select(reason => reason.Name)];

        public override string ToString() => string.Join("; ", Result.InvalidReasons.Select(reason => reason.Message));
    }
}
