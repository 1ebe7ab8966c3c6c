using PspLoad.Core.Results;
using PspLoad.Core.Scenarios;

namespace PspLoad.Core.Runs.Failover;

/// <summary>Measures the effect of one fault on the load, from every request and iteration that ends after it.</summary>
/// <param name="planned">the fault</param>
/// <param name="armedAt">seconds; the injection comes later</param>
/// <param name="criterion">when the service counts as recovered</param>
/// <param name="arrivalsBy">arrivals planned up to a second of the measured phase</param>
public sealed class FaultImpact(PlannedFault planned, double armedAt, RecoveryCriterion criterion, Func<double, double> arrivalsBy)
{
    private const double Nanosecond = 1e-9;

    /// <summary>Requests and iterations that ended between arming and the notice of the injection: about one round trip.</summary>
    private readonly List<(RequestEnd End, bool IsIteration)> _early = [];
    private RecoveryScan? _scan;
    private bool _failed;
    private double _at;
    private double _uncertainty;
    private string _target = "";
    private double? _undoneAt;

    internal void Injected(string target, double at, double uncertainty)
    {
        (_target, _at, _uncertainty) = (target, at, uncertainty);
        _scan = new RecoveryScan((long)(at * 1e9), criterion, arrivalsBy);
        foreach (var (end, isIteration) in _early)
            Add(end, isIteration);
        _early.Clear();
    }

    internal void Undone(double at) => _undoneAt = at;

    /// <summary>The fault was never injected.</summary>
    internal void Failed()
    {
        _failed = true;
        _early.Clear();
    }

    internal void Add(in RequestEnd end, bool isIteration)
    {
        if (_failed)
            return;
        if (_scan is null)
            _early.Add((end, isIteration));
        else if (end.End < (long)((_at - _uncertainty) * 1e9))
            return;
        else if (isIteration)
            _scan.Iteration(end);
        else
            _scan.Request(end);
    }

    /// <summary>All requests with an intended start before <paramref name="settled"/> (ns) have ended.</summary>
    internal void JudgeUntil(long settled) => _scan?.JudgeUntil(settled);

    /// <summary>Whether a second of the measured phase lies outside the time disturbed by the fault; null while this is unknown.</summary>
    internal bool? IsOutside(long second)
    {
        if (_failed || second + 1 <= armedAt)
            return true;
        if (_scan is null)
            return null;
        if (second + 1 <= _at - _uncertainty)
            return true;
        if (_scan.RecoveredAt is { } recovered)
            return second >= Math.Max(recovered * Nanosecond, EndOfFault);
        if (second < _at + 1 || second < EndOfFault || _scan.WasMissed)
            return second + 1 <= _scan.JudgedUntil * Nanosecond ? false : null;
        return second + 1 <= _scan.JudgedUntil * Nanosecond ? true : null;
    }

    /// <returns>null if the fault was never injected</returns>
    internal FaultPart? ToPart()
    {
        if (_scan is null)
            return null;
        var counts = _scan.Counts();
        var neverMissed = !_scan.WasMissed && _scan.JudgedUntil * Nanosecond > _at;
        double? recovered =
            _scan.RecoveredAt is { } at ? at * Nanosecond
            : neverMissed ? _at
            : null;
        return new FaultPart
        {
            Name = planned.Fault.Name,
            Target = _target,
            InjectedAtSeconds = _at,
            UncertaintySeconds = _uncertainty,
            UndoneAtSeconds = _undoneAt,
            FirstErrorAfterSeconds = counts.FirstError == long.MaxValue ? null : counts.FirstError * Nanosecond - _at,
            LastErrorAfterSeconds = counts.LastError == long.MinValue ? null : counts.LastError * Nanosecond - _at,
            RecoveredAfterSeconds = recovered - _at,
            FailedInWindow = counts.Failed,
            IndeterminateInWindow = counts.Indeterminate,
            SlowInWindow = counts.Slow,
            MissingInWindow = _scan.Missing(),
        };
    }

    private double EndOfFault => planned.For is null ? double.NegativeInfinity : _undoneAt ?? double.PositiveInfinity;
}
