using PspLoad.Core.Errors;
using PspLoad.Core.Results;
using PspLoad.Core.Runs;

namespace PspLoad.Runs;

/// <summary>
/// One run, from bare hosts to a verdict on every payment:
/// 1 environment and scenario are valid, or there is no plan · 2 hosts up · 3 provision · 4 verify every role from where its client stands ·
/// 5 warm up · 6 load, while faults are injected and hosts are watched · 7 resolve payments without an answer · 8 reconcile every payment with the books ·
/// 9 judge: VALID, thresholds, money · 10 write, tell, and take down what was brought up.
/// </summary>
public sealed class BenchmarkRun(RunPlan plan, IPlatform platform, ILoadEngine engine, IRunView view, TimeProvider time)
{
    /// <exception cref="OperationFailedException">the platform could not be built (exit code 3); nothing was measured</exception>
    /// <exception cref="OperationCanceledException">interrupted before the load, or aborted</exception>
    /// <returns>what is in <c>run.json</c>, and the folder that it is in</returns>
    public async Task<(RunDocument Run, string Folder)> RunAsync(Interruption interruption)
    {
        using var folder = RunFolder.Create(plan.Results, plan.Scenario, time.GetUtcNow());
        try
        {
            view.Stage("hosts");
            await platform.BringUpAsync(interruption.Stop);
            view.Stage("provision");
            await platform.ProvisionAsync(interruption.Stop);
            view.Stage("verify");
            await platform.VerifyAsync(folder.Path, interruption.Stop);

            await using var payments = await platform.OpenPaymentsAsync(folder.Path, interruption.Stop);
            view.Stage("load");
            var (load, problems) = await new LoadUnderFaults(plan.Scenario, platform, engine, view, time).RunAsync(folder, payments, interruption);
            view.LoadEnded();

            view.Stage("reconcile");
            var books = await payments.ReconcileAsync(load.StartedAt, load.Faults, interruption.Abort);
            var hosts = await platform.DescribeHostsAsync(interruption.Abort);
            var document = RunAnalysis.Of(plan.Scenario, engine.Name, platform, hosts, load, books, problems);
            RunFolder.Write(folder.Path, document);
            view.Finished(document, folder.Path);
            return (document, folder.Path);
        }
        finally
        {
            if (!plan.Keep)
                await platform.TearDownAsync(CancellationToken.None);
        }
    }
}
