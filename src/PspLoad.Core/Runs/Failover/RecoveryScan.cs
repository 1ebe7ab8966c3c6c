using PspLoad.Core.Scenarios;

namespace PspLoad.Core.Runs.Failover;

/// <summary>
/// Finds the first moment after which a whole second of requests meets the recovery criterion. Requests may come in any order.
/// Memory covers only the time in which requests may still be in flight.
/// A second is judged by the requests that were <i>meant to start</i> in it, once all of them have ended.
/// The service counts as recovered at the first good answer to any of them.
/// </summary>
/// <param name="from">time of the injection, ns</param>
/// <param name="criterion">criterion for a whole second</param>
/// <param name="arrivalsBy">arrivals planned up to a second of the measured phase</param>
internal sealed class RecoveryScan(long from, RecoveryCriterion criterion, Func<double, double> arrivalsBy)
{
    private const long Second = 1_000_000_000;
    private const long BinsOfASecond = Second / BinQueue.Width;

    private readonly long _slowest = criterion.MaxP99.Ticks * TimeSpan.NanosecondsPerTick;
    private readonly BinQueue _bins = new(BinQueue.NumberOf(from));
    private readonly long _firstSecondEnds = from + Second;
    private WindowCounts _passed = WindowCounts.None;
    private WindowCounts _passedInFirstSecond = WindowCounts.None;
    private (long Total, long Errors, long Slow) _window;
    private bool _missed;
    private double _shortfall;
    private double _shortfallInFirstSecond;

    /// <summary>Everything before this time is judged, ns.</summary>
    public long JudgedUntil => _bins.First * BinQueue.Width;

    /// <summary>At least one second did not meet the criterion.</summary>
    public bool WasMissed => _missed;

    /// <summary>Time of recovery, ns; null while the service has not recovered.</summary>
    public long? RecoveredAt { get; private set; }

    /// <summary>Adds a request that ended after the injection.</summary>
    public void Request(in RequestEnd end)
    {
        if (RecoveredAt is not null)
            return;
        var number = Math.Max(_bins.First, BinQueue.NumberOf(end.IntendedStart));
        ref var bin = ref _bins[number];
        var slow = !end.IsError && end.Response > _slowest;
        var inWindow = number < _bins.First + BinsOfASecond;
        // A request meant to start before the injection belongs to no second after it. Its failure is counted all the same.
        if (end.IntendedStart >= from)
        {
            bin.Total++;
            bin.Errors += end.IsError ? 1 : 0;
            bin.Slow += slow ? 1 : 0;
            if (inWindow)
                _window = (_window.Total + 1, _window.Errors + (end.IsError ? 1 : 0), _window.Slow + (slow ? 1 : 0));
            if (!end.IsError && !slow)
                bin.FirstGoodEnd = Math.Min(bin.FirstGoodEnd, end.End);
        }
        if (end.IsError)
            bin.Counts = bin.Counts.WithError(end.End);
    }

    /// <summary>Adds an iteration that ended after the injection.</summary>
    public void Iteration(in RequestEnd end)
    {
        if (end.IntendedStart < JudgedUntil || RecoveredAt is not null)
        {
            if (RecoveredAt is null || end.IntendedStart < RecoveredAt)
                _passed = _passed.With(end, _slowest);
        }
        else
        {
            ref var bin = ref _bins[BinQueue.NumberOf(end.IntendedStart)];
            bin.Counts = bin.Counts.With(end, _slowest);
        }
        if (end.Outcome == RequestOutcome.Completed && RecoveredAt is null)
        {
            ref var bin = ref _bins[Math.Max(_bins.First, BinQueue.NumberOf(end.End))];
            bin.Counts = bin.Counts with { Completed = bin.Counts.Completed + 1 };
        }
    }

    /// <summary>Judges every second that ends by then. All requests that were meant to start in these seconds have ended.</summary>
    /// <param name="until">ns</param>
    public void JudgeUntil(long until)
    {
        while (RecoveredAt is null && JudgedUntil + Second <= until)
        {
            ref var first = ref _bins[_bins.First];
            var met = criterion.IsMetBy(_window.Total, _window.Errors, _window.Slow);
            _missed |= first.IsBad && !met;
            if (_missed && met && FirstGoodEnd() is { } recovered)
            {
                RecoveredAt = recovered;
                return;
            }
            Pass();
        }
    }

    /// <summary>
    /// Effect of the fault until the service recovered. If the criterion was never missed,
    /// covers one second; if the service has not recovered, covers the time until now.
    /// </summary>
    public WindowCounts Counts()
    {
        if (RecoveredAt is null)
        {
            return _missed ? Sum(long.MaxValue)
                : JudgedUntil >= _firstSecondEnds ? _passedInFirstSecond
                : Sum(_firstSecondEnds);
        }

        return Sum(RecoveredAt.Value);
    }

    /// <summary>Largest deficit of completed iterations against the target, over the same time as <see cref="Counts"/>.</summary>
    public long Missing()
    {
        if (RecoveredAt is null && !_missed && JudgedUntil >= _firstSecondEnds)
            return (long)Math.Round(_shortfallInFirstSecond);
        var end = RecoveredAt ?? (_missed ? long.MaxValue : _firstSecondEnds);
        var (most, completed) = (_shortfall, _passed.Completed);
        for (var number = _bins.First; number < _bins.End && number * BinQueue.Width < end; number++)
        {
            // Compares before adding this bin's iterations, because at the end of an outage they complete all at once.
            most = Math.Max(most, Due(number * BinQueue.Width) - completed);
            completed += _bins[number].Counts.Completed;
        }
        return (long)Math.Round(most);
    }

    /// <summary>Iterations planned from the injection to <paramref name="time"/>, ns.</summary>
    private double Due(long time) => arrivalsBy(time / 1e9) - arrivalsBy(from / 1e9);

    private WindowCounts Sum(long end)
    {
        var sum = _passed;
        for (var number = _bins.First; number < _bins.End && number * BinQueue.Width < end; number++)
            sum += _bins[number].Counts;
        return sum;
    }

    private void Pass()
    {
        var entering = _bins[_bins.First + BinsOfASecond];
        var leaving = _bins.Take();
        _window = (
            _window.Total - leaving.Total + entering.Total,
            _window.Errors - leaving.Errors + entering.Errors,
            _window.Slow - leaving.Slow + entering.Slow
        );
        _passed += leaving.Counts;
        _shortfall = Math.Max(_shortfall, Due(JudgedUntil) - _passed.Completed);
        if (JudgedUntil <= _firstSecondEnds)
            (_passedInFirstSecond, _shortfallInFirstSecond) = (_passed, _shortfall);
    }

    /// <summary>Searches the whole second, because a queue may be worked off in another order than that of arrival.</summary>
    private long? FirstGoodEnd()
    {
        var first = long.MaxValue;
        for (var number = _bins.First; number < _bins.First + BinsOfASecond; number++)
            first = Math.Min(first, _bins[number].FirstGoodEnd);
        return first == long.MaxValue ? null : first;
    }
}
