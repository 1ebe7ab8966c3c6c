using System.Globalization;
using PspLoad.Capacity.Statistics;
using PspLoad.Capacity.Trials;

namespace PspLoad.Capacity.Search;

/// <summary>
/// Finds the highest rate at which a system meets its objectives, after MLRsearch (FD.io; draft-ietf-bmwg-mlrsearch). See ADR 0032.
/// 1 Warm the system up.
/// 2 Double the rate in short trials until one fails.
/// 3 Narrow the bracket down in shortened trials, guided by the rate that the server achieved under overload.
/// 4 Confirm at full length that the highest passing rate passes and that the rate above it fails. Move the bracket if the short trials were wrong.
/// </summary>
public sealed class CapacitySearch
{
    /// <summary>A failure within this share of the rate that the server achieved under overload is expected.</summary>
    private const double NearTheLimit = 0.03;

    private readonly SearchGoal _goal;
    private readonly TrialBook _book;
    private readonly SystemWarmUp _warmUp;
    private readonly SortedDictionary<double, RateTally> _confirmations = [];

    /// <summary>Highest rate that passed and lowest rate that failed so far.</summary>
    private double? _low;
    private double? _high;

    /// <summary>At <see cref="_high"/> the injector gave up, not the server.</summary>
    private bool _highIsInjector;

    /// <summary>How often in a row the bracket had to move at full length. Each move is twice as wide as the one before.</summary>
    private int _moves;

    /// <param name="trials">runs the trials</param>
    /// <param name="goal">what to look for and when to give up</param>
    /// <param name="time">clock of the time budget; virtual if the trials are</param>
    /// <param name="onTrial">called as each trial ends</param>
    public CapacitySearch(ITrials trials, SearchGoal goal, TimeProvider time, Action<Trial> onTrial)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(goal.Confirmations, 2, nameof(goal));
        this._goal = goal;
        _book = new TrialBook(trials, goal, time, onTrial);
        _warmUp = new SystemWarmUp(_book, goal);
    }

    private double Step => 1 + _goal.Precision;

    private double HalfStep => Math.Sqrt(Step);

    /// <summary>A bracket no wider than this is not narrowed at full length any more: a trial in its middle would cost more than it tells.</summary>
    private double WidestStep => 1 + 1.5 * _goal.Precision;

    /// <summary>May be called once. After a cancellation it returns what is known so far.</summary>
    public async Task<SearchResult> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            var (end, reason) = await _warmUp.RunAsync(Math.Min(_goal.StartRate, _goal.MaxRate), cancellationToken)
                ?? await AscendAsync(cancellationToken)
                ?? await NarrowAsync(cancellationToken)
                ?? await ConfirmAsync(cancellationToken);
            return ResultOf(end, reason);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return ResultOf(SearchEnd.Interrupted, "stopped by the user");
        }
    }

    private async Task<(SearchEnd End, string Reason)?> AscendAsync(CancellationToken cancellationToken)
    {
        var rate = Math.Min(_goal.StartRate, _goal.MaxRate);
        while (_low is null || _high is null)
        {
            if (await DecideAsync(rate, _goal.AscentLength, TrialKind.Ascent, cancellationToken) is not { } trial)
                return _book.Stop;
            Note(rate, trial.Outcome);
            if (_low >= _goal.MaxRate)
                return null;
            if (_low is null && rate <= _goal.MinRate)
            {
                return (
                    SearchEnd.NothingPasses,
                    string.Create(CultureInfo.InvariantCulture, $"not even {rate:0.#}/s passes: {string.Join("; ", trial.Reasons)}")
                );
            }

            rate = _low is null ? Math.Max(_goal.MinRate, Math.Min(rate / 2, trial.AchievedTps)) : Math.Min(rate * 2, _goal.MaxRate);
        }
        return null;
    }

    private async Task<(SearchEnd End, string Reason)?> NarrowAsync(CancellationToken cancellationToken)
    {
        while (_high is { } above && above / _low!.Value > Step * 1.001)
        {
            var rate = Between(_low.Value, above);
            if (await DecideAsync(rate, _goal.NarrowingLength, TrialKind.Narrowing, cancellationToken) is not { } trial)
                return _book.Stop;
            Note(rate, trial.Outcome);
        }
        return null;
    }

    /// <summary>
    /// First just below the rate that the server achieved under overload, then just above it. Returns the middle if neither would tell anything new.
    /// </summary>
    private double Between(double below, double above)
    {
        var hint = _book.Judged.Where(trial => trial.Rate.Equals(above)).Select(trial => trial.AchievedTps).LastOrDefault();
        foreach (var rate in new[] { hint / HalfStep, hint * HalfStep })
        {
            if (rate >= below * HalfStep && rate <= above / HalfStep)
                return rate;
        }
        return Math.Sqrt(below * above);
    }

    /// <summary>Repeats a failed trial if the failure may be chance: the server kept up nevertheless, or achieved more in an earlier trial.</summary>
    private async Task<Trial?> DecideAsync(double rate, TimeSpan length, TrialKind kind, CancellationToken cancellationToken)
    {
        Trial? trial = null;
        for (var failures = 0; failures < RateTally.FailuresThatRefute; failures++)
        {
            trial = await _book.RunAsync(rate, length, kind, cancellationToken);
            if (trial is not { Outcome: TrialOutcome.Failed } || !IsSurprising(trial))
                return trial;
        }
        return trial;
    }

    private bool IsSurprising(Trial failed)
    {
        // In the first trial the server may still be cold, or may just have lost a part.
        if (TallyOf(failed.Rate).Passed > 0 || _book.Judged.Count() == 1)
            return true;
        if (_book.Ceiling is not { } ceiling)
            return !failed.Overloaded;
        return failed.Rate < ceiling * (1 - NearTheLimit) || (!failed.Overloaded && failed.Rate > ceiling * (1 + NearTheLimit));
    }

    private void Note(double rate, TrialOutcome outcome)
    {
        if (outcome == TrialOutcome.Passed)
            _low = rate;
        else
            (_high, _highIsInjector) = (rate, outcome == TrialOutcome.InjectorLimited && !_book.HasFailedAt(rate));
    }

    private async Task<(SearchEnd End, string Reason)> ConfirmAsync(CancellationToken cancellationToken)
    {
        while (_low is { } rate)
        {
            if (!await DecideAtFullLengthAsync(rate, passes: 1, cancellationToken))
                return _book.Stop!.Value;
            if (TallyOf(rate).IsRefuted || _high <= rate)
            {
                MoveDown(rate);
                continue;
            }
            if (_high is { } above)
            {
                if (_highIsInjector && above / rate <= WidestStep)
                    return (SearchEnd.InjectorLimit, InjectorStory(above));
                var candidate = above / rate > WidestStep ? Between(rate, above) : above;
                if (!TallyOf(candidate).WasMissed)
                {
                    if (!await DecideAtFullLengthAsync(candidate, passes: 1, cancellationToken))
                        return _book.Stop!.Value;
                    if (TallyOf(candidate).Passed > 0 && !TallyOf(candidate).IsRefuted && await MoveUpAsync(candidate, cancellationToken) is { } end)
                        return end;
                    continue;
                }
            }
            if (!await DecideAtFullLengthAsync(rate, _goal.Confirmations, cancellationToken))
                return _book.Stop!.Value;
            if (TallyOf(rate).Passed >= _goal.Confirmations)
                return Confirmed(rate);
            MoveDown(rate);
        }
        return (SearchEnd.NothingPasses, string.Create(CultureInfo.InvariantCulture, $"no rate from {_goal.MinRate:0.#}/s up passes at full length"));
    }

    private string InjectorStory(double late)
    {
        var failed = _book.Judged.Where(trial => trial.Outcome == TrialOutcome.Failed && trial.Rate > late).Select(trial => (double?)trial.Rate).Min();
        var server = failed is null
            ? "the server had carried everything until then"
            : string.Create(CultureInfo.InvariantCulture, $"the server failed at {failed:0.#}/s");
        return string.Create(CultureInfo.InvariantCulture, $"injector is the limit: it could not drive {late:0.#}/s; {server}");
    }

    private (SearchEnd End, string Reason) Confirmed(double rate) =>
        _high is { } above
            ? (SearchEnd.Found, string.Create(CultureInfo.InvariantCulture, $"{rate:0.#}/s passes, {above:0.#}/s does not"))
            : (SearchEnd.MaximumRate, string.Create(CultureInfo.InvariantCulture, $"{rate:0.#}/s, the highest allowed rate, passes"));

    /// <summary>
    /// Runs trials at full length until the rate has passed that often or is refuted. A single failure refutes it if the failure was expected.
    /// </summary>
    /// <returns>false if the search has to end</returns>
    private async Task<bool> DecideAtFullLengthAsync(double rate, int passes, CancellationToken cancellationToken)
    {
        var tally = TallyOf(rate);
        while (tally.Passed < passes && !tally.IsRefuted)
        {
            if (await _book.RunAsync(rate, _goal.FullLength, TrialKind.Confirmation, cancellationToken) is not { } trial)
                return false;
            tally.Add(trial);
            if (trial.Outcome == TrialOutcome.Passed)
                continue;
            if (trial.Outcome == TrialOutcome.InjectorLimited || !IsSurprising(trial) || tally.IsRefuted)
            {
                Note(rate, trial.Outcome);
                return true;
            }
        }
        return true;
    }

    /// <summary>
    /// If no higher rate is known to fail at full length, the short trials were too strict.
    /// The search then climbs on in steps that double, and narrows down again.
    /// </summary>
    private async Task<(SearchEnd End, string Reason)?> MoveUpAsync(double passed, CancellationToken cancellationToken)
    {
        _low = passed;
        if (_high > passed)
            return null;
        _high = _confirmations.Where(entry => entry.Key > passed && entry.Value.Failed > 0).Select(entry => (double?)entry.Key).FirstOrDefault();
        _highIsInjector = false;
        for (var step = _goal.Precision; _high is null && _low < _goal.MaxRate; step *= 2)
        {
            var rate = Math.Min(_goal.MaxRate, _low.Value * (1 + step));
            if (await DecideAsync(rate, _goal.NarrowingLength, TrialKind.Narrowing, cancellationToken) is not { } trial)
                return _book.Stop;
            Note(rate, trial.Outcome);
        }
        return TallyOf(_high ?? 0).Failed > 0 ? null : await NarrowAsync(cancellationToken);
    }

    private void MoveDown(double failed)
    {
        if (!(_high <= failed))
            (_high, _highIsInjector) = (failed, false);
        var confirmed = _confirmations
            .Where(entry => entry.Key < failed && entry.Value.Passed > 0 && !entry.Value.IsRefuted)
            .Select(entry => (double?)entry.Key)
            .LastOrDefault();
        var next = confirmed ?? Math.Min(failed / (1 + _goal.Precision * (1 << Math.Min(_moves++, 5))), (_book.AchievedAt(failed) ?? failed) / HalfStep);
        _low = next < _goal.MinRate ? null : next;
    }

    private RateTally TallyOf(double rate)
    {
        if (!_confirmations.TryGetValue(rate, out var tally))
            _confirmations[rate] = tally = new RateTally();
        return tally;
    }

    private SearchResult ResultOf(SearchEnd end, string reason)
    {
        var tally = _low is { } rate ? TallyOf(rate) : new RateTally();
        var confirmed = end is SearchEnd.Found or SearchEnd.MaximumRate;
        return new SearchResult
        {
            End = end,
            Reason = reason,
            HighestPassing = _low,
            LowestFailing = _highIsInjector ? null : _high,
            IsConfirmed = confirmed,
            Capacity = confirmed ? Interval.Of(tally.Achieved) : null,
            ConfirmationsPassed = tally.Passed,
            ConfirmationsRun = tally.Passed + tally.Failed,
            ElapsedSeconds = _book.Elapsed.TotalSeconds,
            Trials = _book.All,
            IsCold = _warmUp.IsCold,
        };
    }
}
