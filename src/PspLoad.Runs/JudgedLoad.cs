using PspLoad.Core.Results;
using PspLoad.Core.Runs;
using PspLoad.Core.Scenarios;

namespace PspLoad.Runs;

/// <summary>
/// One load and the judgement on it: 1 load while faults happen · 2 reconcile every payment with the books · 3 describe the hosts ·
/// 4 analyse · 5 write <c>run.json</c>. <c>run</c> does this once, <c>capacity</c> and <c>ab</c> once per trial. <c>reconcile</c> does
/// steps 3 to 5 with what a killed run has left.
/// </summary>
/// <param name="scenario">scenario to run</param>
/// <param name="platform">target of the load; it is up and verified</param>
/// <param name="engine">drives the load</param>
internal sealed class JudgedLoad(Scenario scenario, IPlatform platform, ILoadEngine engine, IRunView view, TimeProvider time)
{
    private static readonly FindingPart s_oneLook = new(
        FindingId.NotCompared,
        Severity.Warning,
        "the run was interrupted, so there was no second look at the books; `reconcile` takes it"
    );

    /// <summary>Compares with the books twice; false for a trial, because the whole search has one second look.</summary>
    public bool LooksTwice { get; init; } = true;

    /// <exception cref="OperationCanceledException">interrupted before the load, or aborted</exception>
    /// <returns>the content of <c>run.json</c></returns>
    public async Task<RunDocument> RunAsync(RunFolder folder, Interruption interruption)
    {
        await using var payments = await platform.OpenPaymentsAsync(folder.Path, interruption.Stop);
        view.Stage("load");
        var (load, problems) = await new LoadUnderFaults(scenario, platform, engine, view, time).RunAsync(folder, payments, interruption);
        view.LoadEnded();
        view.Stage("reconcile");
        var books = await payments.ReconcileAsync(load.StartedAt, load.Faults, LooksTwice && !load.Interrupted ? view.Stage : null, interruption.Abort);
        if (LooksTwice && load.Interrupted)
            books = books with { Findings = [.. books.Findings, s_oneLook] };
        return await JudgeAsync(folder.Path, scenario, engine.Name, platform, load, books, problems, interruption.Abort);
    }

    /// <summary>The steps after the reconciliation: describes the hosts, analyses, and writes <c>run.json</c>.</summary>
    /// <inheritdoc cref="RunAnalysis.Of" path="/param"/>
    /// <param name="folder">folder of the run</param>
    public static async Task<RunDocument> JudgeAsync(
        string folder,
        Scenario scenario,
        string engine,
        IPlatform platform,
        LoadOutcome load,
        BooksOutcome books,
        IReadOnlyList<string> problems,
        CancellationToken cancellationToken
    )
    {
        var hosts = await platform.DescribeHostsAsync(cancellationToken);
        var run = RunAnalysis.Of(scenario, engine, platform, hosts, load, books, problems);
        RunFolder.Write(folder, run);
        return run;
    }
}
