using PspLoad.Core.Errors;
using PspLoad.Core.Results;
using PspLoad.Core.Runs;

namespace PspLoad.Runs;

/// <summary>
/// One run, from bare hosts to a verdict on every payment: 1 validate environment and scenario, otherwise there is no
/// plan · 2 bring hosts up · 3 provision · 4 verify every role from its client's position · 5 warm up · 6 apply load
/// while injecting faults and watching hosts · 7 resolve unanswered payments · 8 reconcile every payment with the
/// books · 9 judge validity, thresholds and money · 10 write and show the result, and take down what was brought up.
/// </summary>
public sealed class BenchmarkRun(RunPlan plan, IPlatform platform, ILoadEngine engine, IRunView view, TimeProvider time)
{
    /// <summary>The run's folder; null before the hosts are up.</summary>
    public string? Folder { get; private set; }

    /// <exception cref="OperationFailedException">the platform could not be built (exit code 3); nothing was measured</exception>
    /// <exception cref="OperationCanceledException">interrupted before the load, or aborted</exception>
    /// <returns>the content of <c>run.json</c>, and its folder</returns>
    public async Task<(RunDocument Run, string Folder)> RunAsync(Interruption interruption)
    {
        try
        {
            RunFolder.RequireWritable(plan.Results);
            view.Stage("hosts");
            await platform.BringUpAsync(interruption.Stop);
            // Not before: a target that cannot be used leaves no folder, and results/latest stays.
            using var folder = RunFolder.Create(plan.Results, plan.Scenario, time.GetUtcNow());
            Folder = folder.Path;
            view.Stage("provision");
            await platform.ProvisionAsync(interruption.Stop);
            view.Stage("verify");
            await platform.VerifyAsync(folder.Path, interruption.Stop);
            var run = await new JudgedLoad(plan.Scenario, platform, engine, view, time).RunAsync(folder, interruption);
            view.Finished(run, folder.Path);
            return (run, folder.Path);
        }
        finally
        {
            if (!plan.Keep)
                await platform.TearDownAsync(CancellationToken.None);
        }
    }
}
