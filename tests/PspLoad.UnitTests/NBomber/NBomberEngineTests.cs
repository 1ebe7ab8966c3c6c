using PspLoad.Core.Errors;
using PspLoad.Core.Load;
using PspLoad.Core.Results;
using PspLoad.Core.Runs;
using PspLoad.Core.Runs.Failover;
using PspLoad.Core.Scenarios;
using PspLoad.NBomber;
using PspLoad.NBomber.Sessions;
using PspLoad.UnitTests.Core.Scenarios;
using PspLoad.UnitTests.Load;

namespace PspLoad.UnitTests.NBomber;

/// <summary>Results that the engine makes of a session. Needs no NBomber package.</summary>
public sealed class NBomberEngineTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pspload-").FullName;
    private readonly TestFlow _flow = new(
        "sale-card",
        iteration =>
        {
            iteration.EndStep(iteration.BeginStep(0), iteration.Number == 3 ? ErrorKind.Status5xx : ErrorKind.None);
            return ValueTask.CompletedTask;
        },
        "create"
    );
    private readonly TestFlow _twice = new(
        "sale-card",
        iteration =>
        {
            iteration.EndStep(iteration.BeginStep(0), iteration.Number == 3 ? ErrorKind.Status5xx : ErrorKind.None);
            iteration.EndStep(iteration.BeginStep(1));
            return ValueTask.CompletedTask;
        },
        "create",
        "confirm"
    );

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_load_is_recorded_as_any_other()
    {
        var outcome = await RunAsync(new FakeSession(10, Counts(9, 1, 10)));

        Assert.Equal(new ArrivalsPart(10, 9, 1, 0, 0), outcome.Arrivals);
        Assert.Equal(10, outcome.Flows[0].Steps[0].Count);
        Assert.Equal(10, outcome.Throughput.TargetTps);
        Assert.True(File.Exists(Path.Combine(_folder, ResultFiles.Latencies)));
    }

    [Fact]
    public async Task Its_shortcomings_are_told()
    {
        var outcome = await RunAsync(new FakeSession(10, Counts(9, 1, 10)));

        Assert.Equal(
            ["nbomber-response-time", "nbomber-arrivals", "nbomber-in-flight", "nbomber-rates", "nbomber-counts"],
            outcome.Remarks.Select(remark => remark.Name)
        );
        Assert.All(outcome.Remarks, remark => Assert.Equal(Severity.Info, remark.Severity));
        Assert.Contains("actual send", outcome.Remarks[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_warm_up_is_counted_apart()
    {
        var outcome = await RunAsync(new FakeSession(10, Counts(10, 0, 10, failedSteps: 0)) { WarmUps = 4 });

        Assert.Equal(new ArrivalsPart(4, 3, 1, 0, 0), outcome.WarmUpArrivals);
        Assert.Equal(new ArrivalsPart(10, 10, 0, 0, 0), outcome.Arrivals);
    }

    [Theory]
    [InlineData(8, 1, 10, 1, "8 ok, recorded 9")]
    [InlineData(9, 0, 10, 1, "0 failed, recorded 1")]
    [InlineData(9, 1, 11, 1, "11 × sale-card create, recorded 10")]
    [InlineData(9, 1, 10, 0, "0 failed × sale-card create, recorded 1")]
    public async Task A_report_that_counts_otherwise_makes_the_run_invalid(int ok, int failed, int steps, int failedSteps, string difference)
    {
        var outcome = await RunAsync(new FakeSession(10, Counts(ok, failed, steps, failedSteps)));

        var reason = Assert.Single(outcome.InvalidReasons, reason => reason.Id == FindingId.NBomberCounts);
        Assert.Contains(difference, reason.Message, StringComparison.Ordinal);
    }

    /// <summary>From NBomber 6.6 on, a scenario's total counts steps.</summary>
    [Fact]
    public async Task A_total_of_steps_is_no_difference()
    {
        var outcome = await RunAsync(new FakeSession(10, NBomberCounts.Of(new Version(6, 6, 0), 19, 1, Twice(9, 1))), _twice);

        Assert.DoesNotContain(outcome.InvalidReasons, reason => reason.Id == FindingId.NBomberCounts);
        var counts = Assert.Single(outcome.Remarks, remark => remark.Id == FindingId.NBomberCounts);
        Assert.Contains("19 steps ok, 1 failed", counts.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("iterations ok", counts.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_total_of_steps_that_misses_one_is_a_difference()
    {
        var outcome = await RunAsync(new FakeSession(10, NBomberCounts.Of(new Version(6, 6, 0), 18, 1, Twice(8, 1))), _twice);

        var reason = Assert.Single(outcome.InvalidReasons, reason => reason.Id == FindingId.NBomberCounts);
        Assert.Contains("9 × sale-card create, recorded 10", reason.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_total_of_iterations_of_two_steps_is_no_difference()
    {
        var outcome = await RunAsync(new FakeSession(10, NBomberCounts.Of(new Version(6, 5, 9), 9, 1, Twice(9, 1))), _twice);

        var counts = Assert.Single(outcome.Remarks, remark => remark.Id == FindingId.NBomberCounts);
        Assert.Contains("9 iterations ok, 1 failed, 20 steps", counts.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_arrivals_than_planned_make_the_run_invalid()
    {
        var outcome = await RunAsync(new FakeSession(11, Counts(10, 1, 11)));

        Assert.Contains(outcome.InvalidReasons, reason =>
            reason.Id == FindingId.NBomberArrivals && reason.Message.Contains("11 of 10", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Replaced_simulations_make_the_run_invalid()
    {
        var outcome = await RunAsync(new FakeSession(10, Counts(9, 1, 10), replaced: ["2 s instead of 1 s"]));

        var reason = Assert.Single(outcome.InvalidReasons, reason => reason.Id == FindingId.NBomberSimulations);
        Assert.Contains("2 s instead of 1 s", reason.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_report_says_besides_is_told()
    {
        var report = new SessionReport("s-1", "suite", "name")
        {
            Thresholds =
            [
                new ThresholdOutcome("smoke", "", "OkRequest RPS > 5", 0, false, ""),
                new ThresholdOutcome("smoke", "sale-card: create", "OkLatency p75 < 80", 3, true, "boom\nat x"),
            ],
            Metrics = [new MetricValue("pspload-dropped", 0, "iterations")],
        };
        var outcome = await RunAsync(new FakeSession(10, Counts(9, 1, 10), report));

        var told = outcome.Remarks.Skip(5).Select(remark => (remark.Name, remark.Severity, remark.Message)).ToList();
        Assert.Equal(
            [
                ("nbomber-session", Severity.Info, "NBomber's session is s-1, its test suite suite, its test name name"),
                ("nbomber-threshold", Severity.Info, "passed in NBomber: OkRequest RPS > 5 of scenario smoke; it does not change the exit code"),
                (
                    "nbomber-threshold",
                    Severity.Warning,
                    "FAILED in NBomber: OkLatency p75 < 80 of step sale-card: create, not met in 3 checks (boom); it does not change the exit code"
                ),
                ("nbomber-metrics", Severity.Info, "NBomber's metrics at the end: pspload-dropped 0 iterations"),
            ],
            told
        );
    }

    [Fact]
    public async Task The_counts_of_a_node_are_not_compared()
    {
        var outcome = await RunAsync(new FakeSession(10, Counts(90, 10, 100)) { Node = true });

        var counts = Assert.Single(outcome.Remarks, remark => remark.Id == FindingId.NBomberCounts);
        Assert.Equal(Severity.Warning, counts.Severity);
    }

    [Fact]
    public async Task A_load_that_was_not_driven_makes_the_run_invalid()
    {
        var outcome = await RunAsync(new FakeSession(9, Counts(8, 1, 9)));

        Assert.Contains(outcome.InvalidReasons, reason =>
            reason.Id == FindingId.NBomberArrivals && reason.Message.Contains("9 of 10", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_session_that_cannot_begin_ends_the_run()
    {
        var refusal = new OperationFailedException(ExitCode.InvalidUsage, "no licence", "buy one");

        Assert.Same(refusal, await Assert.ThrowsAsync<OperationFailedException>(() => RunAsync(new FakeSession(10, null) { Failure = refusal })));
    }

    [Fact]
    public async Task A_session_that_fails_later_leaves_what_it_did()
    {
        var outcome = await RunAsync(new FakeSession(10, null) { Failure = new InvalidOperationException("its report is gone"), FailsLate = true });

        Assert.Equal(10, outcome.Arrivals.Scheduled);
        Assert.Contains(outcome.InvalidReasons, reason =>
            reason.Id == FindingId.Output && reason.Message.Contains("its report is gone", StringComparison.Ordinal)
        );
        Assert.Contains(outcome.InvalidReasons, reason => reason.Id == FindingId.NBomberCounts);
    }

    [Fact]
    public void A_scenario_that_has_no_simulations_is_refused() =>
        Assert.Single(new NBomberEngine(TimeProvider.System, _ => new FakeSession(0, null), null).Refuse(Scenario("arrivals: poisson").Load));

    [Fact]
    public void A_build_without_the_packages_says_so_in_one_line()
    {
        Assert.SkipWhen(NBomberBuild.IsPresent, "this build has them");

        var refusal = Assert.Throws<OperationFailedException>(() => NBomberBuild.Require(NBomberSettings.None));
        Assert.Equal(ExitCode.InvalidUsage, refusal.ExitCode);
        Assert.Contains("NBomber.Http", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("embedded engine", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    private static Scenario Scenario(string more = "") =>
        Words.Read(
            $$"""
            flows: { sale-card: 1 }
            executor: constant-arrival-rate
            rate: 10
            duration: 1s
            {{more}}
            """
        );

    private static NBomberCounts Counts(long ok, long failed, long steps, int failedSteps = 1) => new(ok, failed, Steps(steps, failedSteps));

    private static Dictionary<string, StepCounts> Twice(long ok, long failed) =>
        new(StringComparer.Ordinal) { ["sale-card: create"] = new StepCounts(ok, failed), ["sale-card: confirm"] = new StepCounts(10, 0) };

    private static Dictionary<string, StepCounts> Steps(long all, long failed) =>
        new(StringComparer.Ordinal) { ["sale-card: create"] = new StepCounts(all - failed, failed) };

    private Task<LoadOutcome> RunAsync(NBomberSession session, IFlow? flow = null)
    {
        var scenario = Scenario();
        return new NBomberEngine(TimeProvider.System, _ => session, licence: null).RunAsync(
            new LoadOrder
            {
                Scenario = scenario,
                Flows = [flow ?? _flow],
                Folder = _folder,
                TargetIsLocal = true,
                Failover = new FailoverWatch(scenario),
                OnStart = _ => { },
                OnInterval = _ => { },
            },
            Interruption.None
        );
    }
}
