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

/// <summary>
/// A server that is really stopped: the time to recover that is reported is within 50 ms of the truth. The truth lies between the signal that lets the server go on and the moment at
/// which a client beside the load has its answer: at 1,000/s on two cores often more than 50 ms later, so this bounds less than a truth that is known.
/// </summary>
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
        var (outcome, resumed, answered) = await QuietMoment.FindAsync(() => RunAsync(rate, stopFor), run => run.Outcome.InvalidReasons.Count == 0);

        var fault = Assert.Single(outcome.Faults);
        Assert.InRange(fault.RecoveredAfterSeconds!.Value, resumed - Tolerance, answered + Tolerance);
        Assert.Equal(0, fault.FailedInWindow);
        // Those who came in the stop's last 250 ms waited shortly enough.
        Assert.InRange(fault.SlowInWindow, rate * (resumed - 0.25 - Tolerance), rate * (answered - 0.25 + Tolerance));
        Assert.InRange(fault.MissingInWindow, rate * (resumed - Tolerance), rate * (answered + Tolerance));
    }

    /// <returns>what was measured; seconds after the stop at which the server was let go on, and at which it had answered somebody else</returns>
    private async Task<(LoadOutcome Outcome, double Resumed, double Answered)> RunAsync(int rate, double stopFor)
    {
        var scenario = ScenarioAt(rate);
        await using var server = await Load.StubServer.StartAsync(Cancellation);
        await using var transport = new SocketTransport(new HttpTransportOptions { Target = server.Target, ReadTimeout = scenario.Timeout });
        var failover = new FailoverWatch(scenario);
        using var beside = new HttpClient { BaseAddress = new Uri($"http://{server.Target.Authority}/") };
        var stopped = new TaskCompletionSource<(double Resumed, double Answered)>(TaskCreationOptions.RunContinuationsAsynchronously);
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
        var (resumed, answered) = await stopped.Task;
        return (outcome, resumed, answered);

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
                var letGoOn = clock.Now - before;
                using var answer = await beside.GetAsync(new Uri("/", UriKind.Relative), Cancellation);
                stopped.SetResult((letGoOn, clock.Now - before));
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
