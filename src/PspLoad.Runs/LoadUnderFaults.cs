using PspLoad.Core.Runs;
using PspLoad.Core.Runs.Failover;
using PspLoad.Core.Scenarios;

namespace PspLoad.Runs;

/// <summary>Runs warm-up and load while the fault timeline plays and the hosts are watched.</summary>
internal sealed class LoadUnderFaults(Scenario scenario, IPlatform platform, ILoadEngine engine, IRunView view, TimeProvider time)
{
    /// <returns>the measurements, and the faults that did not happen as planned, one line each</returns>
    public async Task<(LoadOutcome Load, IReadOnlyList<string> Problems)> RunAsync(RunFolder folder, IPaymentSession payments, Interruption interruption)
    {
        var failover = new FailoverWatch(scenario);
        var clock = new TaskCompletionSource<RunClock>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(interruption.Stop);
        var around = Task.WhenAll(PlayFaultsAsync(failover, clock.Task, folder, over.Token), WatchHostsAsync(clock.Task, folder, over.Token));
        var load = engine.RunAsync(
            new LoadOrder
            {
                Scenario = scenario,
                Flows = [.. scenario.Flows.Keys.Select(payments.FlowOf)],
                Folder = folder.Path,
                TargetIsLocal = platform.TargetIsLocal,
                Failover = failover,
                OnStart = startedAt =>
                {
                    var started = new RunClock(time, startedAt);
                    view.LoadBegins(scenario, started);
                    clock.SetResult(started);
                },
                OnInterval = line =>
                {
                    folder.Append(line);
                    view.Interval(line);
                },
            },
            interruption
        );
        // However the load ends, everything broken is repaired before this returns.
        await Task.WhenAny(load);
        clock.TrySetCanceled(CancellationToken.None);
        await over.CancelAsync();
        var problems = await around;
        return (await load, [.. problems.SelectMany(some => some)]);
    }

    private async Task<IReadOnlyList<string>> PlayFaultsAsync(FailoverWatch failover, Task<RunClock> clock, RunFolder folder, CancellationToken over)
    {
        if (scenario.Faults.Count == 0 || await StartedAsync(clock) is not { } started)
            return [];
        if (platform.Faults is not { } faults)
            return [$"{platform.Name} may not be broken: its faults were left out"];
        return await new FaultTimeline(faults, failover, line =>
        {
            folder.Append(line);
            view.Fault(line);
        }).PlayAsync(scenario.Faults, started, over);
    }

    private async Task<IReadOnlyList<string>> WatchHostsAsync(Task<RunClock> clock, RunFolder folder, CancellationToken over)
    {
        if (await StartedAsync(clock) is { } started)
            await platform.WatchHostsAsync(folder.Path, started, over);
        return [];
    }

    /// <returns>null if the load never began</returns>
    private static async Task<RunClock?> StartedAsync(Task<RunClock> clock)
    {
        await Task.WhenAny(clock);
        return clock.IsCompletedSuccessfully ? await clock : null;
    }
}
