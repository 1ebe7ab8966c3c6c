using System.Text.Json;
using PspLoad.Core.Errors;
using PspLoad.Core.Results;
using PspLoad.Core.Runs;
using PspLoad.Core.Scenarios;
using PspLoad.Load.Runs;
using PspLoad.Runs;
using PspLoad.UnitTests.Core.Runs.Verdicts;
using PspLoad.UnitTests.Core.Scenarios;

namespace PspLoad.UnitTests.Runs;

public sealed class BenchmarkRunTests : IDisposable
{
    private static readonly Scenario s_scenario = Words.Read(
        """
        flows: { sale-card: 1 }
        executor: constant-arrival-rate
        rate: 100
        duration: 2s
        timeout: 200ms
        faults: [{ at: 500ms, fault: hang-active-application, for: 500ms }]
        thresholds: [lost == 0, outside-faults.errors < 1%, achieved >= 99%]
        """
    );

    private readonly string _results = Directory.CreateTempSubdirectory("pspload-").FullName;
    private readonly List<string> _log = [];

    public void Dispose() => Directory.Delete(_results, recursive: true);

    [Fact]
    public async Task A_run_takes_its_steps_in_order_and_leaves_a_whole_folder()
    {
        var run = await RunAsync(new FakePlatform(_log));

        Assert.Equal(["up", "provision", "verify", "open", "arm", "inject", "undo", "reconcile twice", "down"], _log);
        Assert.Equal(200, run.Arrivals.Scheduled);
        Assert.Equal(BooksVerdict.Clean, run.Verdict.Reconciliation);
        Assert.Equal("hang-active-application", Assert.Single(run.Faults).Name);
        Assert.InRange(run.Faults[0].InjectedAtSeconds, 0.5, 1.5);
        Assert.NotNull(run.Faults[0].UndoneAtSeconds);
        var folder = new DirectoryInfo(Path.Combine(_results, "latest")).ResolveLinkTarget(returnFinalTarget: true)!.FullName;
        Assert.StartsWith(Path.Combine(_results, s_scenario.Name), folder, StringComparison.Ordinal);
        Assert.Equal(2, File.ReadLines(Path.Combine(folder, ResultFiles.Intervals)).Count());
        Assert.Equal(
            ["injected", "undone"],
            File.ReadLines(Path.Combine(folder, ResultFiles.Faults)).Select(line => JsonSerializer.Deserialize(line, ResultsJson.Default.FaultLine)!.Event)
        );
        var written = JsonSerializer.Deserialize(File.ReadAllBytes(Path.Combine(folder, ResultFiles.Run)), ResultsJson.Default.RunDocument)!;
        Assert.Equal(run.Arrivals, written.Arrivals);
        Assert.True(File.Exists(Path.Combine(folder, ResultFiles.Latencies)));
        Assert.Empty(new ScenarioReader(Words.Of).Read(Path.Combine(folder, ResultFiles.Scenario)).Errors);
    }

    [Theory]
    [InlineData("up", new[] { "up", "down" })]
    [InlineData("verify", new[] { "up", "provision", "verify", "down" })]
    public async Task A_platform_that_cannot_be_built_ends_the_run_and_is_taken_down(string fails, string[] steps)
    {
        var failure = await Assert.ThrowsAsync<OperationFailedException>(() => RunAsync(new FakePlatform(_log) { Fails = fails }));

        Assert.Equal(ExitCode.ProvisioningFailed, failure.ExitCode);
        Assert.Equal(steps, _log);
    }

    [Fact]
    public async Task What_is_kept_is_not_taken_down()
    {
        await RunAsync(new FakePlatform(_log), keep: true);

        Assert.DoesNotContain("down", _log);
    }

    [Fact]
    public async Task Money_that_is_missing_is_exit_code_five()
    {
        var run = await RunAsync(new FakePlatform(_log) { Books = VerdictRulesTests.Books(lost: 1) });

        Assert.Equal((int)ExitCode.ReconciliationViolated, run.Verdict.ExitCode);
        Assert.Contains(run.Verdict.Findings, finding => finding.Severity == Severity.Violation);
        Assert.False(run.Thresholds[0].Passed);
    }

    [Fact]
    public async Task A_fault_that_does_not_happen_makes_the_run_invalid()
    {
        var run = await RunAsync(new FakePlatform(_log) { Fails = "inject" });

        Assert.Equal(ValidityVerdict.Invalid, run.Verdict.Validity);
        Assert.Empty(run.Faults);
        Assert.Contains("undo", _log);
    }

    [Fact]
    public async Task One_interruption_ends_the_load_and_still_reconciles()
    {
        using var stop = new CancellationTokenSource();
        var view = new StoppingView(stop);
        var (run, _) = await new BenchmarkRun(
            new RunPlan(s_scenario, _results, Keep: false),
            new FakePlatform(_log),
            new EmbeddedEngine(TimeProvider.System),
            view,
            TimeProvider.System
        ).RunAsync(new Interruption(stop.Token, CancellationToken.None));

        Assert.True(run.Interrupted);
        Assert.InRange(run.Arrivals.Scheduled, 1, 199);
        Assert.Equal((int)ExitCode.Interrupted, run.Verdict.ExitCode);
        Assert.Equal(["reconcile", "down"], _log.TakeLast(2));
    }

    private async Task<RunDocument> RunAsync(FakePlatform platform, bool keep = false) =>
        (
            await new BenchmarkRun(
                new RunPlan(s_scenario, _results, keep),
                platform,
                new EmbeddedEngine(TimeProvider.System),
                new SilentView(),
                TimeProvider.System
            ).RunAsync(Interruption.None)
        ).Run;

    /// <summary>Stops the run after its first second, like a user.</summary>
    private sealed class StoppingView(CancellationTokenSource stop) : IRunView
    {
        public void Stage(string name) { }

        public void LoadBegins(Scenario scenario, RunClock clock) { }

        public void Interval(IntervalLine line) => stop.Cancel();

        public void Fault(FaultLine line) { }

        public void LoadEnded() { }

        public void Finished(RunDocument document, string folder) { }
    }
}
