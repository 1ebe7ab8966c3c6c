using System.Globalization;
using PspLoad.Capacity.Trials;

namespace PspLoad.Capacity.Search;

/// <summary>Runs the trials of one search, sweep or warm-up: within its budgets, with a settle between them, again where one was disturbed;
/// and keeps them all.</summary>
/// <param name="trials">where they are run</param>
/// <param name="goal">budgets</param>
/// <param name="time">what the time budget is counted in</param>
/// <param name="onTrial">told of each</param>
public sealed class TrialBook(ITrials trials, SearchGoal goal, TimeProvider time, Action<Trial> onTrial)
{
    /// <summary>How often a trial that was disturbed, or that the injector could not drive, is run in all before that is
    /// believed.</summary>
    private const int Attempts = 5;
    private const int InjectorAttempts = 2;

    /// <summary>At a rate that it has driven before, or below one.</summary>
    private const int DrivenAttempts = 3;

    private readonly long _began = time.GetTimestamp();
    private readonly List<Trial> _all = [];

    public IReadOnlyList<Trial> All => _all;

    /// <summary>Those that something may be concluded from.</summary>
    public IEnumerable<Trial> Judged => _all.Where(trial => trial.Kind != TrialKind.WarmUp);

    public TimeSpan Elapsed => time.GetElapsedTime(_began);

    /// <summary>Why no further trial is run; null while there may be one.</summary>
    public (SearchEnd End, string Reason)? Stop { get; private set; }

    /// <summary>The most that was achieved when too much was asked for: the server's limit, unless it collapses; null before any
    /// overload.</summary>
    public double? Ceiling => Judged.Where(trial => trial.Overloaded).Select(trial => (double?)trial.AchievedTps).Max();

    /// <summary>The most that was achieved at this rate in a VALID trial: a pause in one of them says nothing of what the server carries.
    /// Null where there was none.</summary>
    public double? AchievedAt(double rate) =>
        Judged
            .Where(trial => trial.Outcome is TrialOutcome.Passed or TrialOutcome.Failed && trial.Rate.Equals(rate))
            .Select(trial => (double?)trial.AchievedTps)
            .Max();

    /// <summary>The injector has driven this rate or more, so that its lateness is its neighbours'.</summary>
    private bool WasDriven(double rate) => Judged.Any(trial => trial.Outcome is TrialOutcome.Passed or TrialOutcome.Failed && trial.Rate >= rate);

    /// <summary>Whether a VALID trial at this rate has failed.</summary>
    public bool HasFailedAt(double rate) => Judged.Any(trial => trial.Outcome == TrialOutcome.Failed && trial.Rate.Equals(rate));

    /// <returns>the trial that counts; null where the search has to end</returns>
    public async Task<Trial?> RunAsync(double rate, TimeSpan length, TrialKind kind, CancellationToken cancellationToken)
    {
        var late = 0;
        for (var attempt = 1; ; attempt++)
        {
            if (_all.Count > 0)
                await trials.SettleAsync(_all[^1], cancellationToken);
            if (!FitsIn(length))
                return null;
            var beganAfter = Elapsed.TotalSeconds;
            var trial = await trials.RunAsync(new TrialOrder(_all.Count + 1, rate, length, kind), cancellationToken) with { BeganAfterSeconds = beganAfter };
            _all.Add(trial);
            onTrial(trial);
            if (trial.Outcome is TrialOutcome.Passed or TrialOutcome.Failed || kind == TrialKind.WarmUp)
                return trial;
            if (trial.Outcome == TrialOutcome.InjectorLimited && ++late >= (WasDriven(rate) ? DrivenAttempts : InjectorAttempts))
                return trial;
            if (attempt >= Attempts)
            {
                Stop = (
                    SearchEnd.Disturbed,
                    string.Create(CultureInfo.InvariantCulture, $"the trial at {rate:0.#}/s was disturbed {Attempts} times: {string.Join("; ", trial.Reasons)}")
                );
                return null;
            }
        }
    }

    private bool FitsIn(TimeSpan length)
    {
        var errors = _all.Sum(trial => trial.Errors);
        if (errors > goal.ErrorBudget)
        {
            Stop = (
                SearchEnd.ErrorBudget,
                string.Create(CultureInfo.InvariantCulture, $"{errors} iterations failed in all, the error budget is {goal.ErrorBudget}")
            );
        }
        else if (Elapsed + length > goal.TimeBudget)
        {
            Stop = (
                SearchEnd.TimeBudget,
                string.Create(CultureInfo.InvariantCulture, $"the next trial would not end within the time budget of {goal.TimeBudget.TotalMinutes:0.#} min")
            );
        }

        return Stop is null;
    }
}
