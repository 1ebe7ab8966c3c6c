using PspLoad.Capacity.Bottlenecks;
using PspLoad.Capacity.Results;
using PspLoad.Capacity.Scalability;
using PspLoad.Capacity.Search;
using PspLoad.Capacity.Trials;
using PspLoad.Core.Errors;
using PspLoad.Core.Results;
using PspLoad.Core.Runs;
using PspLoad.Core.Runs.Verdicts;
using PspLoad.Core.Scenarios;

namespace PspLoad.Runs.Capacity;

/// <summary>
/// One capacity run: 1 bring hosts up, provision and verify · 2 search · 3 find the bottleneck ·
/// 4 sweep the number of virtual users for the scalability law · 5 repeat the search with parts out of service ·
/// 6 write <c>capacity.json</c>, and take down what was brought up.
/// </summary>
public sealed class CapacityRun(CapacityPlan plan, ICapacityPlatform platform, ILoadEngine engine, ICapacityView view, TimeProvider time)
{
    /// <exception cref="OperationFailedException">the platform could not be built (exit code 3); nothing was measured</exception>
    /// <returns>the content of <c>capacity.json</c>, and its folder</returns>
    public async Task<(CapacityDocument Document, string Folder)> RunAsync(Interruption interruption)
    {
        var (startedAt, began) = (time.GetUtcNow(), time.GetTimestamp());
        try
        {
            RunFolder.RequireWritable(plan.Results);
            view.Stage("hosts");
            await platform.BringUpAsync(interruption.Stop);
            // Not before: without hosts there is no folder, and results/latest stays.
            using var files = RunFolder.Create(plan.Results, plan.Scenario, startedAt);
            var folder = files.Path;
            await PrepareAsync(folder, interruption.Stop);
            view.Stage("search");
            var search = await SearchAsync(folder, "", plan.Goal, interruption);
            var scalability = Ends(search) ? null : await SweepAsync(folder, interruption);
            var degraded = Ends(search) ? [] : await DegradeAsync(folder, search, interruption);
            var ended = time.GetUtcNow();
            var hosts = await platform.DescribeHostsAsync(interruption.Abort);
            var all = search.Trials.Concat(scalability?.Trials ?? []).Concat(degraded.SelectMany(part => part.Search?.Trials ?? [])).ToList();
            var secondLook = await SharedSecondLook.TakeAsync(platform, folder, all, ended, view, interruption);
            var violations = all.Sum(trial => trial.Violations) + secondLook.Violations;
            var document = new CapacityDocument
            {
                Scenario = plan.Scenario.Name,
                Environment = platform.Name,
                Engine = engine.Name,
                StartedAt = startedAt,
                DurationSeconds = time.GetElapsedTime(began).TotalSeconds,
                Flows = plan.Scenario.Flows,
                PoissonArrivals = plan.Scenario.Load.Poisson,
                Objectives = [.. plan.Scenario.Thresholds.Select(threshold => threshold.Expression)],
                FullLengthSeconds = plan.Goal.FullLength.TotalSeconds,
                Precision = plan.Goal.Precision,
                Confirmations = plan.Goal.Confirmations,
                Search = search,
                Bottleneck = new BottleneckFinder(plan.Bottlenecks).Find(search),
                Scalability = scalability,
                Degraded = degraded,
                RequiredPeak = plan.RequiredPeak,
                Hosts = hosts,
                Violations = violations,
                Findings = secondLook.Findings,
                ExitCode = (int)ExitCodeOf(search, violations, interruption.Stop.IsCancellationRequested),
                Provenance = platform.Provenance,
                Hashes = RawHashes.Of(folder),
            };
            CapacityJson.Write(Path.Combine(folder, CapacityFiles.Capacity), document, CapacityJson.Default.CapacityDocument);
            return (document, folder);
        }
        finally
        {
            if (!plan.Keep)
                await platform.TearDownAsync(CancellationToken.None);
        }
    }

    private async Task PrepareAsync(string folder, CancellationToken cancellationToken)
    {
        view.Stage("provision");
        await platform.ProvisionAsync(cancellationToken);
        view.Stage("verify");
        await platform.VerifyAsync(folder, cancellationToken);
    }

    private async Task<SearchResult> SearchAsync(string folder, string prefix, SearchGoal goal, Interruption interruption) =>
        await new CapacitySearch(TrialsIn(folder, prefix, interruption), goal, time, view.Trial).RunAsync(interruption.Stop);

    private RunTrials TrialsIn(string folder, string prefix, Interruption interruption) =>
        new(plan.Scenario, Path.Combine(folder, prefix + CapacityFiles.Trials), platform, engine, plan.Settle, time, interruption.Abort);

    private async Task<ScalabilityPart?> SweepAsync(string folder, Interruption interruption)
    {
        if (plan.Sweep.Count == 0)
            return null;
        view.Stage("sweep of virtual users");
        var book = new TrialBook(TrialsIn(folder, "sweep-", interruption), plan.Goal, time, view.Trial);
        try
        {
            foreach (var users in plan.Sweep)
            {
                if (await book.RunAsync(users, plan.Goal.NarrowingLength, TrialKind.Sweep, interruption.Stop) is null)
                    break;
            }
        }
        catch (OperationCanceledException) when (interruption.Stop.IsCancellationRequested)
        {
            // Reports what was measured so far, above all the search.
        }
        // A sample disturbed by the injector or a neighbour says nothing about the server.
        var points = book
            .All.Where(trial => trial.Outcome == TrialOutcome.Passed)
            .Select(trial => new ScalabilityPoint(trial.Rate, trial.AchievedTps))
            .ToList();
        return new ScalabilityPart(book.All, ScalabilityLaw.Fit(points));
    }

    private async Task<List<DegradedPart>> DegradeAsync(string folder, SearchResult whole, Interruption interruption)
    {
        var parts = new List<DegradedPart>();
        foreach (var degradation in plan.Degradations.TakeWhile(_ => !interruption.Stop.IsCancellationRequested))
        {
            view.Stage($"search with {degradation.Name}");
            parts.Add(await DegradeAsync(folder, degradation, whole, interruption));
        }
        return parts;
    }

    private async Task<DegradedPart> DegradeAsync(string folder, Degradation degradation, SearchResult whole, Interruption interruption)
    {
        if (platform.Faults is not { } faults)
            return new DegradedPart(degradation.Name, null, "nothing may be broken here", null);
        // Starts at half the capacity of the whole system. Lasts no longer than the host keeps the part out by itself.
        var goal = plan.Goal with
        {
            StartRate = Math.Max(plan.Goal.MinRate, (whole.HighestPassing ?? plan.Goal.StartRate) / 2),
            TimeBudget = Shorter(plan.Goal.TimeBudget, FaultDefinition.Longest - TimeSpan.FromMinutes(1)),
        };
        try
        {
            var armed = await faults.ArmAsync(degradation.Planned, interruption.Stop);
            platform.ReplicaIsOut = degradation.ReplicaIsOut;
            try
            {
                await armed.InjectAsync(interruption.Stop);
                return new DegradedPart(degradation.Name, armed.Host, null, await SearchAsync(folder, degradation.Name + "-", goal, interruption));
            }
            finally
            {
                await armed.UndoAsync(CancellationToken.None);
                platform.ReplicaIsOut = false;
            }
        }
        catch (OperationFailedException failed)
        {
            return new DegradedPart(degradation.Name, null, failed.Message, null);
        }
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static bool Ends(SearchResult search) => search.End == SearchEnd.Interrupted;

    /// <param name="interrupted">at any point, so that parts of the requested result are missing</param>
    private ExitCode ExitCodeOf(SearchResult search, long violations, bool interrupted)
    {
        var isEnough = search.End is SearchEnd.Found or SearchEnd.MaximumRate && !(search.Capacity!.Mean < plan.RequiredPeak);
        return VerdictRules.ExitCodeOf(
            VerdictRules.BooksOf(violations),
            search.End is SearchEnd.InjectorLimit or SearchEnd.Disturbed ? ValidityVerdict.Invalid : ValidityVerdict.Valid,
            isEnough ? ThresholdsVerdict.Passed : ThresholdsVerdict.Failed,
            interrupted
        );
    }
}
