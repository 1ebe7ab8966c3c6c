using System.Globalization;
using PspLoad.Capacity.Trials;

namespace PspLoad.Capacity.Search;

/// <summary>
/// Runs the trials of one search, sweep or warm-up and records them all. It respects the
/// budgets, lets the system settle between trials, and repeats a trial that was disturbed.
/// </summary>
/// <param name="trials">runs the trials</param>
/// <param name="goal">budgets</param>
/// <param name="time">clock of the time budget</param>
/// <param name="onTrial">called for each trial</param>
public sealed class TrialBook(ITrials trials, SearchGoal goal, TimeProvider time, Action<Trial> onTrial)
{
    /// <summary>How often a trial is run in all before a disturbance, or the injector's limit, is accepted as the outcome.</summary>
    private const int Attempts = 5;
    private const int InjectorAttempts = 2;

    /// <summary>The same for a rate that the injector has driven before, or for a lower one.</summary>
    private const int DrivenAttempts = 3;

    private readonly long _began = time.GetTimestamp();
    private readonly List<Trial> _all = [];

    public IReadOnlyList<Trial> All => _all;

    /// <summary>Trials that count: all but the warm-up.</summary>
    public IEnumerable<Trial> Judged => _all.Where(trial => trial.Kind != TrialKind.WarmUp);

    public TimeSpan Elapsed => time.GetElapsedTime(_began);

    /// <summary>Why no further trial may run; null while one may.</summary>
    public (SearchEnd End, string Reason)? Stop { get; private set; }

    /// <summary>Highest rate achieved under overload. This is the server's limit, unless the server collapses. Null before any overload.</summary>
    public double? Ceiling => Judged.Where(trial => trial.Overloaded).Select(trial => (double?)trial.AchievedTps).Max();

    /// <summary>
    /// Highest rate achieved in a VALID trial at this target rate, because a pause in one trial says nothing about the server's capacity.
    /// Null if there was none.
    /// </summary>
    public double? AchievedAt(double rate) =>
        Judged
            .Where(trial => trial.Outcome is TrialOutcome.Passed or TrialOutcome.Failed && trial.Rate.Equals(rate))
            .Select(trial => (double?)trial.AchievedTps)
            .Max();

    /// <summary>The injector has driven this rate or a higher one. If it is late now, its neighbours are the cause.</summary>
    private bool WasDriven(double rate) => Judged.Any(trial => trial.Outcome is TrialOutcome.Passed or TrialOutcome.Failed && trial.Rate >= rate);

    /// <summary>Whether a VALID trial at this rate has failed.</summary>
    public bool HasFailedAt(double rate) => Judged.Any(trial => trial.Outcome == TrialOutcome.Failed && trial.Rate.Equals(rate));

    /// <returns>the trial that counts; null if the search has to end</returns>
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
                string.Create(CultureInfo.InvariantCulture, $"{errors} iterations failed in total; the error budget is {goal.ErrorBudget}")
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
