using PspLoad.Core.Results;
using PspLoad.Core.Scenarios;

namespace PspLoad.Core.Runs.Failover;

/// <summary>
/// Measures the effect of a run's faults on its load from every single request. The load's recorder and the fault timeline call it from two threads.
/// </summary>
/// <param name="scenario">recovery criterion, and the longest time that a request may take</param>
public sealed class FailoverWatch(Scenario scenario)
{
    private readonly Lock _lock = new();
    private readonly List<FaultImpact> _impacts = [];

    /// <summary>A request ends within its connect timeout plus its response timeout. One more second is allowed for recording.</summary>
    private readonly double _longestRequest = 2 * scenario.Timeout.TotalSeconds + 1;

    /// <summary>A fault is about to be injected.</summary>
    /// <param name="fault">the fault</param>
    /// <param name="now">seconds since the measured phase began</param>
    public FaultImpact Arm(PlannedFault fault, double now)
    {
        var impact = new FaultImpact(fault, now, scenario.Recovery, scenario.Load.ArrivalsBy);
        lock (_lock)
            _impacts.Add(impact);
        return impact;
    }

    /// <param name="impact">from <see cref="Arm"/></param>
    /// <param name="target">host</param>
    /// <param name="at">seconds since the measured phase began</param>
    /// <param name="uncertainty">seconds, ±</param>
    public void Injected(FaultImpact impact, string target, double at, double uncertainty)
    {
        lock (_lock)
            impact.Injected(target, at, uncertainty);
    }

    public void Undone(FaultImpact impact, double at)
    {
        lock (_lock)
            impact.Undone(at);
    }

    /// <summary>The fault could not be injected.</summary>
    public void Failed(FaultImpact impact)
    {
        lock (_lock)
            impact.Failed();
    }

    /// <summary>Adds requests, or whole iterations, that have ended.</summary>
    public void Add(ReadOnlySpan<RequestEnd> ends, bool areIterations)
    {
        lock (_lock)
        {
            foreach (var impact in _impacts)
            {
                foreach (ref readonly var end in ends)
                    impact.Add(end, areIterations);
            }
        }
    }

    /// <summary>Everything that ended before <paramref name="now"/> has been added.</summary>
    /// <param name="now">seconds since the measured phase began</param>
    public void Advance(double now)
    {
        lock (_lock)
        {
            foreach (var impact in _impacts)
                impact.JudgeUntil((long)((now - _longestRequest) * 1e9));
        }
    }

    /// <summary>Whether a second lies outside all time disturbed by faults; null while this is unknown.</summary>
    public bool? IsOutside(long second)
    {
        lock (_lock)
        {
            var answers = _impacts.ConvertAll(impact => impact.IsOutside(second));
            return answers.Contains(false) ? false
                : answers.Contains(null) ? null
                : true;
        }
    }

    /// <summary>Judges the remaining seconds, once no request is in flight any more.</summary>
    /// <param name="end">of the measured phase, seconds</param>
    /// <returns>in the order of injection, without faults that were never injected</returns>
    public IReadOnlyList<FaultPart> Finish(double end)
    {
        lock (_lock)
        {
            foreach (var impact in _impacts)
                impact.JudgeUntil((long)(end * 1e9));
            return [.. _impacts.Select(impact => impact.ToPart()).OfType<FaultPart>().OrderBy(part => part.InjectedAtSeconds)];
        }
    }
}
