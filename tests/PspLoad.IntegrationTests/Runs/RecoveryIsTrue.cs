using PspLoad.Core.Configuration;
using PspLoad.Core.Runs;
using PspLoad.Core.Runs.Failover;
using PspLoad.Core.Scenarios;
using PspLoad.IntegrationTests.Load;
using PspLoad.Load.Flows;
using PspLoad.Load.Http;
using PspLoad.Load.Http.Sockets;
using PspLoad.Load.Runs;

namespace PspLoad.IntegrationTests.Runs;

/// <summary>A server that is really stopped for a time that is known: the time to recover that is reported is within 50 ms of it.</summary>
[Collection(Measurements.Name)]
public sealed class RecoveryIsTrue : IDisposable
{
    private const double Tolerance = 0.050;

    private readonly string folder = Directory.CreateTempSubdirectory("pspload-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(200, 1.5)]
    [InlineData(1000, 0.8)]
    public async Task A_stop_by_a_signal_is_measured_to_fifty_milliseconds(int rate, double stopFor)
    {
        var (outcome, truth) = await QuietMoment.FindAsync(() => RunAsync(rate, stopFor), run => run.Outcome.InvalidReasons.Count == 0);

        var fault = Assert.Single(outcome.Faults);
        Assert.Equal(truth, fault.RecoveredAfterSeconds!.Value, Tolerance);
        Assert.Equal(0, fault.FailedInWindow);
        // Those who came in the stop's last 250 ms waited shortly enough.
        Assert.Equal(rate * (truth - 0.25), fault.SlowInWindow, rate * Tolerance);
        Assert.Equal(rate * truth, fault.MissingInWindow, rate * Tolerance);
    }

    private async Task<(LoadOutcome Outcome, double Truth)> RunAsync(int rate, double stopFor)
    {
        var scenario = ScenarioAt(rate);
        await using var server = await Load.StubServer.StartAsync(Cancellation);
        await using var transport = new SocketTransport(new HttpTransportOptions { Target = server.Target, ReadTimeout = scenario.Timeout });
        var failover = new FailoverWatch(scenario);
        var stopped = new TaskCompletionSource<double>(TaskCreationOptions.RunContinuationsAsynchronously);
        var outcome = await new EmbeddedEngine(TimeProvider.System).RunAsync(new LoadOrder
        {
            Scenario = scenario,
            Flows = [new HttpRequestFlow(transport, HttpRequest.Get(server.Target, "/"), scenario.Load.MaxInFlight)],
            Folder = folder,
            TargetIsLocal = true,
            Failover = failover,
            OnStart = startedAt => _ = StopAsync(new RunClock(TimeProvider.System, startedAt)),
            OnInterval = _ => { },
        }, Interruption.None);
        return (outcome, await stopped.Task);

        async Task StopAsync(RunClock clock)
        {
            try
            {
                await clock.WaitUntilAsync(2, Cancellation);
                var impact = failover.Arm(scenario.Faults[0], clock.Now);
                var before = clock.Now;
                server.Freeze();
                failover.Injected(impact, "stub", before, clock.Now - before);
                await clock.WaitUntilAsync(2 + stopFor, Cancellation);
                server.Resume();
                stopped.SetResult(clock.Now - before);
            }
            catch (Exception failure)
            {
                stopped.SetException(failure);
            }
        }
    }

    private static Scenario ScenarioAt(int rate) => new()
    {
        Name = "stop",
        Flows = new Dictionary<string, double> { ["http"] = 1 },
        Load = new ScenarioLoad
        {
            Executor = Executors.ConstantArrivalRate,
            Stages = [new LoadStage(rate, rate, TimeSpan.FromSeconds(6))],
            WarmUp = TimeSpan.FromSeconds(1),
            GracefulStop = TimeSpan.FromSeconds(5),
            MaxInFlight = 5000,
            Poisson = false,
        },
        Timeout = TimeSpan.FromSeconds(5),
        ThinkTime = 0,
        Recovery = new RecoveryCriterion(1, TimeSpan.FromMilliseconds(250)),
        Thresholds = [],
        Faults = [new PlannedFault(FaultCatalogue.Find("kill-active-application")!, TimeSpan.FromSeconds(2), null, null, new Dictionary<string, string>(), new ConfigurationPlace("stop", 1, "faults[0]"))],
        Seed = 1,
    };
}
