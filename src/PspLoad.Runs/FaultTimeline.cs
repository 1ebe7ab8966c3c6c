using PspLoad.Core.Errors;
using PspLoad.Core.Results;
using PspLoad.Core.Runs.Failover;
using PspLoad.Core.Runs.Faults;
using PspLoad.Core.Scenarios;

namespace PspLoad.Runs;

/// <summary>Injects a scenario's faults, each at its time, and undoes those that last.</summary>
/// <param name="faults">injects the faults</param>
/// <param name="watch">told when each fault was injected</param>
/// <param name="tell">told of every event, from many threads</param>
public sealed class FaultTimeline(IFaults faults, FailoverWatch watch, Action<FaultLine> tell)
{
    /// <summary>Seconds allowed for finding the host and arming the fault.</summary>
    private const double HeadStart = 5;

    /// <summary>Time allowed for undoing faults if a run ends early.</summary>
    private static readonly TimeSpan s_lastUndo = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Returns when every fault has happened and every lasting fault is undone. After <paramref name="stop"/> it returns as soon as all are undone.
    /// </summary>
    /// <returns>faults that did not happen or were not undone, one line each</returns>
    public async Task<IReadOnlyList<string>> PlayAsync(IReadOnlyList<PlannedFault> planned, RunClock clock, CancellationToken stop)
    {
        var problems = await Task.WhenAll(planned.Select(fault => PlayAsync(fault, clock, stop)));
        return [.. problems.OfType<string>()];
    }

    private async Task<string?> PlayAsync(PlannedFault planned, RunClock clock, CancellationToken stop)
    {
        IArmedFault? armed = null;
        FaultImpact? impact = null;
        var name = planned.Fault.Name;
        try
        {
            await clock.WaitUntilAsync(planned.At.TotalSeconds - HeadStart, stop);
            armed = await faults.ArmAsync(planned, stop);
            await clock.WaitUntilAsync(planned.At.TotalSeconds, stop);
            impact = watch.Arm(planned, clock.Now);
            await InjectAsync(planned, armed, impact, clock, stop);
            if (planned.For is { } lasts)
                await clock.WaitUntilAsync(planned.At.TotalSeconds + lasts.TotalSeconds, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The run ends early. What was armed is undone below.
        }
        catch (OperationFailedException failed)
        {
            if (impact is not null)
                watch.Failed(impact);
            Tell(planned, armed?.Host ?? planned.Host ?? "", clock.Now, 0, "failed", failed.Message);
            await UndoAsync(planned, armed, null, clock);
            return $"{name} did not happen: {failed.Message}";
        }
        return await UndoAsync(planned, armed, impact, clock);
    }

    private async Task InjectAsync(PlannedFault planned, IArmedFault armed, FaultImpact impact, RunClock clock, CancellationToken stop)
    {
        var before = clock.Now;
        var detail = await armed.InjectAsync(stop);
        var uncertainty = armed.IsProcedure ? 0 : (clock.Now - before) / 2;
        watch.Injected(impact, armed.Host, before + uncertainty, uncertainty);
        Tell(planned, armed.Host, before + uncertainty, uncertainty, FaultLine.Injected, detail);
    }

    private async Task<string?> UndoAsync(PlannedFault planned, IArmedFault? armed, FaultImpact? impact, RunClock clock)
    {
        if (armed is null)
            return null;
        using var enough = new CancellationTokenSource(s_lastUndo);
        try
        {
            var before = clock.Now;
            var detail = await armed.UndoAsync(enough.Token);
            var uncertainty = (clock.Now - before) / 2;
            if (planned.For is null || impact is null)
                return null;
            watch.Undone(impact, before + uncertainty);
            Tell(planned, armed.Host, before + uncertainty, uncertainty, "undone", detail);
            return null;
        }
        catch (Exception failed) when (failed is OperationFailedException or OperationCanceledException)
        {
            Tell(planned, armed.Host, clock.Now, 0, "failed", $"undo: {failed.Message}");
            return $"{planned.Fault.Name} on {armed.Host} was not undone by the harness: {failed.Message}; the host undoes it by itself";
        }
    }

    private void Tell(PlannedFault planned, string host, double at, double uncertainty, string what, string? detail) =>
        tell(new FaultLine(Math.Round(at, 6), Math.Round(uncertainty, 6), planned.Fault.Name, host, what, detail));
}
