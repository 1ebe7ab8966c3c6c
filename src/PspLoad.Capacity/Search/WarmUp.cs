using PspLoad.Capacity.Trials;

namespace PspLoad.Capacity.Search;

/// <summary>
/// Loads a system until an iteration costs no less than before. A server that compiles while it runs, fills its pools and caches or was the
/// standby until now is slower at first, and for how long nobody
/// knows beforehand (Barrett et al., "Virtual Machine Warmup Blows Hot and Cold", OOPSLA 2017).
/// </summary>
/// <param name="book">that the trials are kept in</param>
/// <param name="goal">length of a trial, and how many there are at most</param>
public sealed class WarmUp(TrialBook book, SearchGoal goal)
{
    /// <summary>Of the least that it cost until then: what falls less may be noise.</summary>
    private const double Falling = 0.9;

    /// <summary>It was still falling when the last trial ended.</summary>
    public bool IsCold { get; private set; }

    /// <summary>May run again, as where a system was changed.</summary>
    /// <param name="rate">arrivals a second</param>
    /// <returns>why no further trial may be run; null where there may be one</returns>
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
            // In an overload response times tell how long it lasted; how much was achieved tells how fast the system is.
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

    /// <summary>Of the busiest host, % ÷ rate: what an iteration needs (utilisation law; Denning and Buzen, 1978). 0 where no host is
    /// sampled.</summary>
    private static double CpuOf(Trial trial) =>
        trial
            .Figures.Where(figure => figure.Key.EndsWith(" " + BottleneckRule.HostCpu, StringComparison.Ordinal))
            .Select(figure => figure.Value)
            .DefaultIfEmpty(0)
            .Max() / Math.Max(trial.AchievedTps, 1e-9);
}
