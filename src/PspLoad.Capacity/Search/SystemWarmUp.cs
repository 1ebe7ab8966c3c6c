using PspLoad.Capacity.Trials;
using PspLoad.Core.Bottlenecks;

namespace PspLoad.Capacity.Search;

/// <summary>
/// Loads a system until the cost of an iteration stops falling.
/// A server is slower at first if it compiles at run time, fills pools and caches, or was the standby until now.
/// Nobody knows in advance for how long (Barrett et al., "Virtual Machine Warmup Blows Hot and Cold", OOPSLA 2017).
/// </summary>
/// <param name="book">records the trials</param>
/// <param name="goal">length of a trial, and the maximum number of trials</param>
public sealed class SystemWarmUp(TrialBook book, SearchGoal goal)
{
    /// <summary>Share of the lowest cost so far. A smaller fall may be noise.</summary>
    private const double Falling = 0.9;

    /// <summary>The cost was still falling when the last trial ended.</summary>
    public bool IsCold { get; private set; }

    /// <summary>May be called again, for example after a change to the system.</summary>
    /// <param name="rate">arrivals per second</param>
    /// <returns>why no further trial may run; null if one may</returns>
    public async Task<(SearchEnd End, string Reason)?> RunAsync(double rate, CancellationToken cancellationToken)
    {
        List<Trial> valid = [];
        IsCold = goal.WarmUpTrials > 0;
        for (var number = 1; IsCold && number <= goal.WarmUpTrials; number++)
        {
            if (await book.RunAsync(rate, goal.AscentLength, TrialKind.WarmUp, cancellationToken) is not { } trial)
                return book.Stop;
            if (trial.Outcome is not (TrialOutcome.Passed or TrialOutcome.Failed))
                continue;
            // Under overload, response times only show how long the overload lasted. The achieved rate shows how fast the system is.
            IsCold =
                valid.Count == 0
                || FellIn(trial, valid, last => last.P50Ms)
                || FellIn(trial, valid, CpuOf)
                || ((trial.Overloaded || trial.EndedEarly) && FellIn(trial, valid, last => 1 / last.AchievedTps));
            valid.Add(trial);
        }
        return null;
    }

    private static bool FellIn(Trial trial, List<Trial> before, Func<Trial, double> cost) => cost(trial) < Falling * before.Min(cost);

    /// <summary>CPU need of an iteration on the busiest host: % ÷ rate (utilisation law; Denning and Buzen, 1978). 0 if no host is sampled.</summary>
    private static double CpuOf(Trial trial) =>
        trial
            .Figures.Where(figure => figure.Key.EndsWith(" " + BottleneckRule.HostCpu, StringComparison.Ordinal))
            .Select(figure => figure.Value)
            .DefaultIfEmpty(0)
            .Max() / Math.Max(trial.AchievedTps, 1e-9);
}
