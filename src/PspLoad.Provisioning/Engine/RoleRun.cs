using PspLoad.Provisioning.Batches;
using PspLoad.Provisioning.Journal;
using PspLoad.Provisioning.Resources;
using PspLoad.Provisioning.Roles;
using PspLoad.Provisioning.Shells;

namespace PspLoad.Provisioning.Engine;

/// <summary>Runs one role on one host: probes all resources, plans, applies the differences in order and probes again to verify them.</summary>
/// <param name="node">the host and role</param>
/// <param name="resources">in order of application</param>
/// <param name="shell">root shell on that host</param>
/// <param name="journal">records every change as it happens</param>
/// <param name="onOutcome">called for each resource as it finishes</param>
internal sealed class RoleRun(RoleOnHost node, IReadOnlyList<Resource> resources, IHostShell shell, AuditJournal journal, Action<ResourceOutcome> onOutcome)
{
    private const int OutputLines = 15;
    private const string Nothing = ":";

    /// <param name="probes">probe results, if the resources were already probed</param>
    /// <param name="withDifferences">true fetches the text differences, which costs a second round trip if files differ</param>
    public async Task<Plan> PlanAsync(IReadOnlyList<ProbeResult>? probes, bool withDifferences, CancellationToken cancellationToken)
    {
        var plan = Plan.Of(resources, probes ?? await ResourceProbes.RunAsync(shell, resources, cancellationToken));
        return withDifferences ? plan.With(await DifferencesAsync(plan, cancellationToken)) : plan;
    }

    /// <returns>true if every resource is now as declared</returns>
    public async Task<bool> ApplyAsync(Plan plan, CancellationToken cancellationToken)
    {
        var changes = plan.Changes.ToList();
        foreach (var outcome in plan.Outcomes(node).Where(outcome => outcome.Status != ResourceStatus.Changed))
            onOutcome(outcome);
        if (plan.Impossible is { } blocker)
            return SkipFrom(changes, 0, blocker);

        var done = 0;
        while (done < changes.Count)
        {
            var group = changes.Skip(done).TakeWhile(change => ChangeOf(change).Apply is null).ToList();
            var finished =
                group.Count > 0
                    ? await ApplyScriptsAsync(changes, group, cancellationToken)
                    : await ApplyInteractivelyAsync(changes, changes[done], cancellationToken);
            done += finished;
            if (finished < Math.Max(1, group.Count))
                return SkipFrom(changes, done + 1, changes[done]);
        }
        return changes.Count == 0 || await LookAgainAsync(changes, cancellationToken);
    }

    private async Task<Dictionary<int, string>> DifferencesAsync(Plan plan, CancellationToken cancellationToken)
    {
        var texts = plan.Resources.Index().Where(entry => entry.Item.Comparison is StateComparison.Differs { Change.Text: not null }).ToList();
        if (texts.Count == 0)
            return [];
        var scripts = texts.Select(entry => ChangeOf(entry.Item).Text!.Script).ToList();
        var outputs = await ShellBatches.AskAsync(shell, scripts, cancellationToken);
        return texts.Zip(outputs).ToDictionary(pair => pair.First.Index, pair => pair.Second.Output);
    }

    private static Change ChangeOf(PlannedResource planned) => ((StateComparison.Differs)planned.Comparison).Change;

    /// <returns>number of changes that succeeded; the first failure is reported as failed</returns>
    private async Task<int> ApplyScriptsAsync(List<PlannedResource> changes, List<PlannedResource> group, CancellationToken cancellationToken)
    {
        var succeeded = 0;
        await ShellBatches.ApplyAsync(
            shell,
            [Prepare(changes, group[0]), .. group.Select(change => ChangeOf(change).ApplyScript)],
            Finished,
            cancellationToken
        );
        return succeeded;

        void Finished(Frame frame)
        {
            if (frame.Index == 0 && frame.ExitCode == 0)
                return;
            var planned = group[Math.Max(0, frame.Index - 1)];
            if (frame.ExitCode == 0)
                succeeded++;
            Report(planned, frame.ExitCode, frame.Output);
        }
    }

    private async Task<int> ApplyInteractivelyAsync(List<PlannedResource> changes, PlannedResource planned, CancellationToken cancellationToken)
    {
        try
        {
            if (Prepare(changes, planned) is not Nothing and var prepare)
                await ShellBatches.ApplyAsync(shell, [prepare], EnsureSuccess, cancellationToken);
            await ChangeOf(planned).Apply!(shell, cancellationToken);
        }
        catch (ResourceFailedException failure)
        {
            Report(planned, failure.ExitCode, failure.Output);
            return 0;
        }
        Report(planned, 0, "");
        return 1;
    }

    private static void EnsureSuccess(Frame frame)
    {
        if (frame.ExitCode != 0)
            throw new ResourceFailedException(frame.ExitCode ?? -1, frame.Output);
    }

    /// <summary>
    /// Runs only before the first change of the role. Later it would remove the stamp of a service that this run has already started.
    /// </summary>
    private static string Prepare(List<PlannedResource> changes, PlannedResource next) =>
        next == changes[0]
        && string.Join('\n', changes.Select(change => ChangeOf(change).PrepareScript).Where(script => script.Length > 0)) is { Length: > 0 } script
            ? script
            : Nothing;

    private void Report(PlannedResource planned, int? exitCode, string output)
    {
        var change = ChangeOf(planned);
        if (exitCode == 0)
        {
            journal.Changed(node, planned.Resource.Id, change);
            onOutcome(planned.Outcome(node, ResourceStatus.Changed, change.Summary) with { Change = change });
        }
        else
        {
            var lastLines = string.Join('\n', output.Split('\n').TakeLast(OutputLines));
            var ran = change.Command.Length > 0 ? $" ({change.Command})" : "";
            var message = exitCode is null
                ? $"interrupted while it was applied: {change.Summary}{ran}"
                : $"exit code {exitCode} while applying: {change.Summary}{ran}";
            journal.Failed(node, planned.Resource.Id, change, message);
            onOutcome(planned.Outcome(node, ResourceStatus.Failed, message) with { Change = change, Output = lastLines });
        }
    }

    private bool SkipFrom(List<PlannedResource> changes, int first, PlannedResource because)
    {
        foreach (var planned in changes.Skip(first))
            onOutcome(planned.Outcome(node, ResourceStatus.Skipped, $"because of {because.Resource.Id}"));
        return false;
    }

    /// <summary>Probes again to find changes that reported success but did not take effect. Otherwise only the next run would find them.</summary>
    private async Task<bool> LookAgainAsync(List<PlannedResource> changes, CancellationToken cancellationToken)
    {
        List<Resource> changed = [.. changes.Select(planned => planned.Resource)];
        var again = Plan.Of(changed, await ResourceProbes.RunAsync(shell, changed, cancellationToken));
        foreach (var planned in again.Resources.Where(planned => planned.Comparison is StateComparison.Differs or StateComparison.Impossible))
        {
            var found = planned.Comparison is StateComparison.Differs differs
                ? differs.Change.Summary
                : ((StateComparison.Impossible)planned.Comparison).Problem;
            onOutcome(planned.Outcome(node, ResourceStatus.Failed, $"still differs after it was applied: {found}"));
        }
        return again.Resources.All(planned => planned.Comparison is not (StateComparison.Differs or StateComparison.Impossible));
    }
}
