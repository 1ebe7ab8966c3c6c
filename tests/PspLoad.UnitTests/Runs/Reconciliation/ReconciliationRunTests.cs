using PspLoad.Core.Errors;
using PspLoad.Core.Results;
using PspLoad.Core.Runs;
using PspLoad.Core.Scenarios;
using PspLoad.Load.Runs;
using PspLoad.Runs;
using PspLoad.Runs.Reconciliation;
using PspLoad.UnitTests.Core.Runs.Verdicts;
using PspLoad.UnitTests.Core.Scenarios;

namespace PspLoad.UnitTests.Runs.Reconciliation;

public sealed class ReconciliationRunTests : IDisposable
{
    private static readonly Scenario s_scenario = Words.Read(
        """
        flows: { sale-card: 1 }
        executor: constant-arrival-rate
        rate: 50
        duration: 1s
        thresholds: [lost == 0, errors < 1%]
        """
    );

    private readonly string _results = Directory.CreateTempSubdirectory("pspload-").FullName;

    public void Dispose() => Directory.Delete(_results, recursive: true);

    [Fact]
    public async Task A_finished_run_gets_the_new_books_and_keeps_its_figures()
    {
        var (before, folder) = await RunAsync();

        var (books, after) = await ReconcileAsync(folder, lost: 1);

        Assert.Equal(1, books.Part!.Lost);
        Assert.NotEqual((int)ExitCode.ReconciliationViolated, before.Verdict.ExitCode);
        Assert.Equal((int)ExitCode.ReconciliationViolated, after!.Verdict.ExitCode);
        Assert.Equal(1, after.Reconciliation!.Lost);
        Assert.Equal(before.Arrivals, after.Arrivals);
        Assert.Equal(before.Engine, after.Engine);
        Assert.Equal(after.Verdict.ExitCode, WrittenIn(folder).Verdict.ExitCode);
    }

    [Fact]
    public async Task A_killed_run_gets_its_document_judged_like_any_other()
    {
        var (whole, folder) = await RunAsync();
        File.Delete(Path.Combine(folder, ResultFiles.Run));

        var (_, run) = await ReconcileAsync(folder, lost: 0);

        Assert.Equal(whole.Arrivals, run!.Arrivals);
        Assert.Equal("nbomber", run.Engine);
        Assert.Equal(["lost == 0", "errors < 1%"], run.Thresholds.Select(threshold => threshold.Expression));
        Assert.Equal((int)ExitCode.RunInvalid, run.Verdict.ExitCode);
        Assert.Contains(run.Verdict.Findings, finding => finding.Id == FindingId.Killed);
        Assert.Equal(run.Verdict.ExitCode, WrittenIn(folder).Verdict.ExitCode);
    }

    [Fact]
    public async Task A_run_whose_load_never_began_is_reconciled_but_has_no_document()
    {
        var (_, folder) = await RunAsync();
        File.Delete(Path.Combine(folder, ResultFiles.Run));
        File.Delete(Path.Combine(folder, ResultFiles.Latencies));

        var (books, run) = await ReconcileAsync(folder, lost: 1);

        Assert.Equal(1, books.Part!.Lost);
        Assert.Null(run);
        Assert.False(File.Exists(Path.Combine(folder, ResultFiles.Run)));
    }

    private static RunDocument WrittenIn(string folder) => RunFile.Read(Path.Combine(folder, ResultFiles.Run));

    private static async Task<(BooksOutcome Books, RunDocument? Run)> ReconcileAsync(string folder, long lost)
    {
        await using var reconciliation = new ReconciliationRun(folder, s_scenario, "nbomber", new FakePlatform([]) { Books = VerdictRulesTests.Books(lost) });
        return await reconciliation.RunAsync(_ => { }, CancellationToken.None);
    }

    private async Task<(RunDocument Run, string Folder)> RunAsync()
    {
        await using var platform = new FakePlatform([]);
        var plan = new RunPlan(s_scenario, _results, Keep: false);
        return await new BenchmarkRun(plan, platform, new EmbeddedEngine(TimeProvider.System), new SilentView(), TimeProvider.System).RunAsync(
            Interruption.None
        );
    }
}
