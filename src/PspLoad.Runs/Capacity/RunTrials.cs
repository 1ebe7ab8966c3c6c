using System.Globalization;
using PspLoad.Capacity.Trials;
using PspLoad.Core.Results;
using PspLoad.Core.Runs;
using PspLoad.Core.Runs.Verdicts;
using PspLoad.Core.Scenarios;

namespace PspLoad.Runs.Capacity;

/// <summary>
/// Runs each trial as a full run: load, host samples, reconciliation of every payment, and a results folder of its own.
/// Nothing is built or verified between trials.
/// </summary>
/// <param name="scenario">flows, thresholds and arrivals; the trial sets rate and duration</param>
/// <param name="folder">folder that receives one subfolder per trial</param>
/// <param name="platform">a platform that is ready</param>
/// <param name="engine">drives the load</param>
/// <param name="settle">pause before each trial</param>
/// <param name="time">clock of the pause</param>
/// <param name="abort">also ends the steps after the load</param>
public sealed class RunTrials(
    Scenario scenario,
    string folder,
    IPlatform platform,
    ILoadEngine engine,
    TimeSpan settle,
    TimeProvider time,
    CancellationToken abort
) : ITrials
{
    /// <summary>After a failure more has to settle: queues, retries, garbage collection.</summary>
    private const int SettleAfterFailure = 3;

    /// <summary>A neighbour may need a while to finish. The pause doubles each time it has not.</summary>
    private const int SettleAfterDisturbance = 5;

    private const int MostDoublings = 4;

    private int _disturbedInARow;

    /// <summary>Trials run to their end even if they can no longer pass.</summary>
    public bool NeverEndsEarly { get; init; }

    /// <summary>
    /// Number of consecutive trials with the same customers; the next trials get others. A rate is thus not judged repeatedly by the same sequence
    /// of arrivals, while both trials of a pair are compared on the same one.
    /// </summary>
    public int TrialsOfOneSeed { get; init; } = 1;

    public async Task SettleAsync(Trial after, CancellationToken cancellationToken)
    {
        var pause = after.Outcome switch
        {
            _ when after.Kind == TrialKind.WarmUp => settle,
            TrialOutcome.Failed => settle * SettleAfterFailure,
            TrialOutcome.Disturbed => settle * SettleAfterDisturbance * (1 << Math.Clamp(_disturbedInARow - 1, 0, MostDoublings)),
            _ => settle,
        };
        await Task.Delay(pause, time, cancellationToken);
    }

    public async Task<Trial> RunAsync(TrialOrder order, CancellationToken cancellationToken)
    {
        var trial = ScenarioOf(order);
        using var files = RunFolder.At(
            Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{order.Number:000}-{order.Kind.ToString().ToLowerInvariant()}-{order.Rate:0}")),
            trial
        );
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var ends = order.Kind != TrialKind.Sweep && !NeverEndsEarly;
        var view = new TrialView(ends ? new TrialWatch(trial.Thresholds, order.Rate * order.Length.TotalSeconds) : null, order.Length.TotalSeconds, stop);

        var run = await new JudgedLoad(trial, platform, engine, view, time) { LooksTwice = false }.RunAsync(files, new Interruption(stop.Token, abort));
        cancellationToken.ThrowIfCancellationRequested();
        var done = TrialOf(order, run, view, files.Path);
        _disturbedInARow = done.Outcome == TrialOutcome.Disturbed ? _disturbedInARow + 1 : 0;
        return done;
    }

    private Scenario ScenarioOf(TrialOrder order)
    {
        var closed = order.Kind == TrialKind.Sweep;
        return scenario with
        {
            Faults = [],
            Seed = scenario.Seed + (order.Number - 1) / TrialsOfOneSeed,
            Load = scenario.Load with
            {
                Executor = closed ? Executors.ConstantVus : Executors.ConstantArrivalRate,
                Stages = [new LoadStage(order.Rate, order.Rate, order.Length)],
            },
        };
    }

    private Trial TrialOf(TrialOrder order, RunDocument run, TrialView view, string path)
    {
        var seconds = Math.Max(1, view.Seconds.Count);
        var measured = new TrialMeasurement
        {
            TargetTps = order.Kind == TrialKind.Sweep ? 0 : run.Arrivals.Scheduled / Math.Max(run.DurationSeconds, 1e-9),
            AchievedTps = view.Seconds.Sum(second => second.Completed) / (double)seconds,
            Seconds = view.Seconds,
            Thresholds = order.Kind == TrialKind.Sweep ? [] : run.Thresholds,
            MoneyIsClean = run.Reconciliation is null ? null : run.Verdict.Reconciliation == BooksVerdict.Clean,
            InvalidReasons = [.. run.Verdict.Findings.Where(finding => finding.Severity == Severity.Invalid)],
            StealPercent = run.Injector?.StealPercent ?? 0,
            EndedEarly = view.EndedEarly,
        };
        var verdict = TrialRules.Judge(measured);
        return new Trial
        {
            Number = order.Number,
            Kind = order.Kind,
            Rate = order.Rate,
            LengthSeconds = order.Length.TotalSeconds,
            Outcome = verdict.Outcome,
            Reasons = verdict.Reasons,
            AchievedTps = Math.Round(measured.AchievedTps, 3),
            Errors = run.Arrivals.Scheduled - run.Arrivals.Completed,
            P50Ms = run.ResponseTimeMs.P50,
            P99Ms = run.ResponseTimeMs.P99,
            Overloaded = verdict.Overloaded,
            EndedEarly = view.EndedEarly is not null,
            Violations = run.Reconciliation is { } books ? VerdictRules.Violations(books) : 0,
            Folder = Path.GetRelativePath(Path.GetDirectoryName(folder)!, path),
            Figures = TrialFigures.Of(path, run.DurationSeconds, run.Injector),
        };
    }
}
