using PspLoad.Capacity.Comparison;
using PspLoad.Capacity.Results;
using PspLoad.Capacity.Search;
using PspLoad.Capacity.Trials;
using PspLoad.Core.Bottlenecks;
using PspLoad.Core.Errors;
using PspLoad.Core.Results;
using PspLoad.Core.Runs;
using PspLoad.Core.Runs.Verdicts;
using PspLoad.Core.Scenarios;
using PspLoad.Runs.Capacity;

namespace PspLoad.Runs.Settings;

/// <summary>
/// Runs the same load under both values of a setting, interleaved A B, B A, A B, … A drift over the time of the run thus affects both alike.
/// Whatever a change restarted is warmed up before it is measured. Afterwards the environment has the setting in its file again.
/// </summary>
/// <param name="scenario">its rate and duration apply to every trial</param>
/// <param name="toggle">both settings</param>
/// <param name="pairs">at least two</param>
/// <param name="results">folder of all results</param>
/// <param name="settle">pause before each trial</param>
public sealed class SettingRun(
    Scenario scenario,
    (RoleSetting A, RoleSetting B) toggle,
    int pairs,
    string results,
    TimeSpan settle,
    ICapacityPlatform platform,
    ILoadEngine engine,
    ICapacityView view,
    TimeProvider time
)
{
    private const string A = "a";
    private const string B = "b";

    /// <exception cref="OperationFailedException">a setting could not be applied to the hosts</exception>
    public async Task<(SettingComparison Comparison, string Folder)> RunAsync(Interruption interruption)
    {
        var startedAt = time.GetUtcNow();
        using var files = RunFolder.Create(results, scenario, startedAt);
        var trials = new RunTrials(scenario, Path.Combine(files.Path, CapacityFiles.Trials), platform, engine, settle, time, interruption.Abort)
        {
            NeverEndsEarly = true,
            TrialsOfOneSeed = 2,
        };
        var goal = new SearchGoal
        {
            StartRate = scenario.Load.Stages[0].From,
            FullLength = scenario.Load.Duration,
            TimeBudget = TimeSpan.MaxValue,
        };
        var book = new TrialBook(
            new RunTrials(scenario, Path.Combine(files.Path, "warmup-" + CapacityFiles.Trials), platform, engine, settle, time, interruption.Abort),
            goal,
            time,
            view.Trial
        );
        var warmUp = new SystemWarmUp(book, goal);
        var done = new List<SettingTrial>();
        var cold = 0;
        var ended = startedAt;
        try
        {
            view.Stage("verify");
            await platform.VerifyAsync(files.Path, interruption.Stop);
            for (var pair = 1; pair <= pairs; pair++)
            {
                foreach (var setting in pair % 2 == 1 ? new[] { A, B } : [B, A])
                {
                    // The second trial of a pair has the same setting as the first trial of the next pair.
                    if (done.Count == 0 || done[^1].Setting != setting)
                        cold += await ChangeAsync(setting, warmUp, interruption.Stop) ? 1 : 0;
                    done.Add(new SettingTrial(pair, setting, await MeasureAsync(trials, done, interruption.Stop)));
                }
            }
        }
        catch (OperationCanceledException) when (interruption.Stop.IsCancellationRequested && done.Count > 0)
        {
            // Compares the pairs completed so far.
        }
        finally
        {
            ended = time.GetUtcNow();
            await platform.RestoreAsync(CancellationToken.None);
        }
        List<Trial> all = [.. done.Select(trial => trial.Trial), .. book.All];
        var secondLook = await SharedSecondLook.TakeAsync(platform, files.Path, all, ended, view, interruption);
        var violations = all.Sum(trial => trial.Violations) + secondLook.Violations;
        var comparison = Compare(startedAt, done, violations, interruption.Stop.IsCancellationRequested) with
        {
            BegunCold = cold,
            Findings = secondLook.Findings,
        };
        CapacityJson.Write(Path.Combine(files.Path, CapacityFiles.Comparison), comparison, CapacityJson.Default.SettingComparison);
        return (comparison, files.Path);
    }

    /// <returns>whether the system is still cold</returns>
    private async Task<bool> ChangeAsync(string setting, SystemWarmUp warmUp, CancellationToken cancellationToken)
    {
        var applied = setting == A ? toggle.A : toggle.B;
        view.Stage(applied.ToString());
        await platform.ApplyAsync(applied, cancellationToken);
        await warmUp.RunAsync(scenario.Load.Stages[0].From, cancellationToken);
        return warmUp.IsCold;
    }

    private async Task<Trial> MeasureAsync(RunTrials trials, List<SettingTrial> done, CancellationToken cancellationToken)
    {
        if (done.Count > 0)
            await trials.SettleAsync(done[^1].Trial, cancellationToken);
        var stage = scenario.Load.Stages[0];
        var trial = await trials.RunAsync(new TrialOrder(done.Count + 1, stage.From, scenario.Load.Duration, TrialKind.Confirmation), cancellationToken);
        view.Trial(trial);
        return trial;
    }

    private SettingComparison Compare(DateTimeOffset startedAt, List<SettingTrial> done, long violations, bool interrupted)
    {
        var all = done.GroupBy(trial => trial.Pair)
            .Where(pair => pair.Count() == 2)
            .Select(pair => (A: pair.First(trial => trial.Setting == A).Trial, B: pair.First(trial => trial.Setting == B).Trial))
            .ToList();
        var valid = all.Where(pair => IsValid(pair.A) && IsValid(pair.B)).ToList();
        PairedFigure Figure(string name, Func<Trial, double> value) => PairedFigure.Of(name, [.. valid.Select(pair => (value(pair.A), value(pair.B)))]);
        var hosts = valid
            .SelectMany(pair => pair.A.Figures.Keys)
            .Where(name => name.EndsWith(" " + BottleneckRule.HostCpu, StringComparison.Ordinal))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);
        return new SettingComparison
        {
            Scenario = scenario.Name,
            Environment = platform.Name,
            StartedAt = startedAt,
            A = toggle.A,
            B = toggle.B,
            Rate = scenario.Load.Stages[0].From,
            LengthSeconds = scenario.Load.Duration.TotalSeconds,
            Figures =
            [
                Figure("response time p50, ms", trial => trial.P50Ms),
                Figure("response time p99, ms", trial => trial.P99Ms),
                Figure("achieved, 1/s", trial => trial.AchievedTps),
                .. hosts.Select(name =>
                    Figure($"CPU of {name[..name.IndexOf(' ', StringComparison.Ordinal)]}, %", trial => trial.Figures.GetValueOrDefault(name))
                ),
            ],
            PairsLeftOut = all.Count - valid.Count,
            Trials = done,
            Violations = violations,
            ExitCode = (int)ExitCodeOf(violations, interrupted, valid.Count),
            Provenance = platform.Provenance,
        };
    }

    private static ExitCode ExitCodeOf(long violations, bool interrupted, int validPairs) =>
        VerdictRules.ExitCodeOf(
            VerdictRules.BooksOf(violations),
            validPairs < 2 ? ValidityVerdict.Invalid : ValidityVerdict.Valid,
            ThresholdsVerdict.Passed,
            interrupted
        );

    private static bool IsValid(Trial trial) => trial.Outcome is TrialOutcome.Passed or TrialOutcome.Failed;
}
