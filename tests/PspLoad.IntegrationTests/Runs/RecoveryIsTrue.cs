using System.Diagnostics;
using PspLoad.Core.Configuration;
using PspLoad.Core.Results;
using PspLoad.Core.Runs;
using PspLoad.Core.Runs.Failover;
using PspLoad.Core.Scenarios;
using PspLoad.IntegrationTests.Load;
using PspLoad.Load.Http;
using PspLoad.Load.Http.Sockets;
using PspLoad.Load.Runs;
using PspLoad.Roles;
using PspLoad.Runs;

namespace PspLoad.IntegrationTests.Runs;

/// <summary>
/// Compares the failover figures with a server that knows when its outage ended. It follows an exact schedule; if a signal stops it, the outage
/// ends with the stamp of the first answer that was in time. Injector and server share CLOCK_MONOTONIC.
/// </summary>
[Collection(Measurements.Name)]
public sealed class RecoveryIsTrue : IDisposable
{
    private const double Tolerance = 0.050;

    /// <summary>Time by which the stub delays an answer, s.</summary>
    private const double Delay = 0.4;

    private static readonly TimeSpan s_limit = TimeSpan.FromMilliseconds(250);

    private readonly string _folder = Directory.CreateTempSubdirectory("pspload-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(200, 1.5)]
    [InlineData(1000, 0.8)]
    public async Task A_server_that_refuses(int rate, double length)
    {
        var run = await QuietMoment.FindAsync(() => RunAsync(rate, server => RefuseOrDelayAsync(server, "Refuses", length)), run => run.InvalidReasons);

        Assert.InRange(run.Fault.RecoveredAfterSeconds!.Value, length - Tolerance, length + Tolerance);
        Assert.InRange(run.Fault.FirstErrorAfterSeconds!.Value, 0, Tolerance);
        Assert.InRange(run.Fault.LastErrorAfterSeconds!.Value, length - Tolerance, length + Tolerance);
        Assert.InRange(run.Fault.FailedInWindow, rate * (length - Tolerance), rate * (length + Tolerance));
        Assert.InRange(run.Fault.MissingInWindow, rate * (length - Tolerance), rate * (length + Tolerance));
        Assert.Equal(0, run.Fault.SlowInWindow);
    }

    [Theory]
    [InlineData(200, 1.5)]
    [InlineData(1000, 0.8)]
    public async Task A_server_that_answers_late(int rate, double length)
    {
        var run = await QuietMoment.FindAsync(() => RunAsync(rate, server => RefuseOrDelayAsync(server, "Delays", length)), run => run.InvalidReasons);

        Assert.InRange(run.Fault.RecoveredAfterSeconds!.Value, length - Tolerance, length + Tolerance);
        Assert.InRange(run.Fault.SlowInWindow, rate * (length - Delay - Tolerance), rate * (length + Tolerance));
        Assert.InRange(run.Fault.MissingInWindow, rate * (Delay - Tolerance), rate * (Delay + Tolerance));
        Assert.Equal(0, run.Fault.FailedInWindow);
    }

    [Theory]
    [InlineData(200, 1.5)]
    [InlineData(1000, 0.8)]
    public async Task A_server_that_stands_still(int rate, double length)
    {
        var run = await QuietMoment.FindAsync(() => RunAsync(rate, server => StopAsync(server, length)), run => run.InvalidReasons);

        var truth = Stopwatch.GetElapsedTime(run.Begin, FirstAnswerOfFirstGoodSecond(run.Answers)).TotalSeconds;
        var late = run.Answers.Count(IsLate);
        Assert.InRange(truth, length, double.MaxValue);
        Assert.InRange(run.Fault.RecoveredAfterSeconds!.Value, truth - Tolerance, truth + Tolerance);
        Assert.InRange(run.Fault.SlowInWindow, late - rate * Tolerance, late + rate * Tolerance);
        Assert.InRange(run.Fault.MissingInWindow, rate * (length - Tolerance), rate * (truth + Tolerance));
        Assert.Equal(0, run.Fault.FailedInWindow);
    }

    private static bool IsLate(StampedAnswer answer) => answer.ResponseMs > s_limit.TotalMilliseconds;

    /// <summary>
    /// Applies the definition of recovery to the server's stamps: finds the first second, after the first late answer, with at most 1 % of late answers.
    /// </summary>
    private static long FirstAnswerOfFirstGoodSecond(StampedAnswer[] answers)
    {
        var seconds = answers
            .SkipWhile(answer => !IsLate(answer))
            .Select(first =>
                answers
                    .Where(answer => answer.IntendedStart >= first.IntendedStart && answer.IntendedStart < first.IntendedStart + TimeSpan.FromSeconds(1))
                    .ToList()
            );
        return seconds.First(second => 100 * second.Count(IsLate) <= second.Count).Where(answer => !IsLate(answer)).Min(answer => answer.Stamp);
    }

    private async Task<Run> RunAsync(int rate, Func<Load.StubServer, Task<long>> beginOutageAsync)
    {
        var scenario = ScenarioAt(rate);
        await using var server = await Load.StubServer.StartAsync(Cancellation);
        await using var transport = new SocketTransport(new HttpTransportOptions { Target = server.Target, ReadTimeout = scenario.Timeout });
        var failover = new FailoverWatch(scenario);
        var flow = new StampedFlow(transport, server.Target, scenario.Load.MaxInFlight);
        var begun = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        var outcome = await new EmbeddedEngine(TimeProvider.System).RunAsync(
            new LoadOrder
            {
                Scenario = scenario,
                Flows = [flow],
                Folder = _folder,
                TargetIsLocal = true,
                Failover = failover,
                OnStart = startedAt => _ = InjectAsync(new RunClock(TimeProvider.System, startedAt)),
                OnInterval = _ => { },
            },
            Interruption.None
        );
        return new Run(outcome, await begun.Task, flow.Answers);

        async Task InjectAsync(RunClock clock)
        {
            try
            {
                await clock.WaitUntilAsync(2, Cancellation);
                var impact = failover.Arm(scenario.Faults[0], clock.Now);
                var begin = await beginOutageAsync(server);
                failover.Injected(impact, "stub", clock.Now - Stopwatch.GetElapsedTime(begin).TotalSeconds, 0);
                begun.SetResult(begin);
            }
            catch (Exception failure)
            {
                begun.SetException(failure);
            }
        }
    }

    private static Task<long> RefuseOrDelayAsync(Load.StubServer server, string kind, double length) =>
        server.BeginOutageAsync(kind, TimeSpan.FromSeconds(length), Cancellation);

    private static async Task<long> StopAsync(Load.StubServer server, double length)
    {
        var begin = Stopwatch.GetTimestamp();
        // A timer may fire early; this clock never does.
        var clock = new RunClock(TimeProvider.System, TimeProvider.System.GetUtcNow());
        server.Freeze();
        await clock.WaitUntilAsync(length, Cancellation);
        server.Resume();
        return begin;
    }

    private static Scenario ScenarioAt(int rate) =>
        new()
        {
            Name = "stop",
            Flows = new Dictionary<string, double> { ["stamped"] = 1 },
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
            Recovery = new RecoveryCriterion(1, s_limit),
            Thresholds = [],
            Faults =
            [
                new PlannedFault(
                    BuiltInFaults.Catalogue.Find("kill-active-application")!,
                    TimeSpan.FromSeconds(2),
                    null,
                    null,
                    new Dictionary<string, string>(),
                    new ConfigurationPlace("stop", 1, "faults[0]")
                ),
            ],
            Seed = 1,
        };

    /// <param name="Begin">begin of the outage: CLOCK_MONOTONIC, in ticks of a Stopwatch</param>
    /// <param name="Answers">answers with the server's own stamps</param>
    private sealed record Run(LoadOutcome Outcome, long Begin, StampedAnswer[] Answers)
    {
        public string[] InvalidReasons => [.. Outcome.InvalidReasons.Select(reason => reason.Name)];

        public FaultPart Fault => Assert.Single(Outcome.Faults);

        public override string ToString() => string.Join("; ", Outcome.InvalidReasons.Select(reason => reason.Message));
    }
}
