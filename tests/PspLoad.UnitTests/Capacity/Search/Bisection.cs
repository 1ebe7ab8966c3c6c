using PspLoad.Capacity.Search;
using PspLoad.Capacity.Trials;

namespace PspLoad.UnitTests.Capacity.Search;

/// <summary>Baseline for the search: doubling, then bisection to the same precision, with every trial at full length.</summary>
internal static class Bisection
{
    public static async Task<double> RunAsync(ITrials trials, SearchGoal goal)
    {
        var (low, high) = (0.0, double.PositiveInfinity);
        Trial? before = null;
        while (low == 0 || high / low > 1 + goal.Precision)
        {
            var rate =
                low == 0 ? goal.StartRate
                : double.IsInfinity(high) ? low * 2
                : Math.Sqrt(low * high);
            if (before is not null)
                await trials.SettleAsync(before, CancellationToken.None);
            before = await trials.RunAsync(new TrialOrder(1, rate, goal.FullLength, TrialKind.Confirmation), CancellationToken.None);
            if (before.Outcome == TrialOutcome.Passed)
                low = rate;
            else
                high = rate;
        }
        return low;
    }

    /// <summary>Repeats the trial at the result as often as the search confirms its own.</summary>
    public static async Task ConfirmAsync(ITrials trials, SearchGoal goal, double rate)
    {
        for (var more = 1; more < goal.Confirmations; more++)
        {
            var trial = await trials.RunAsync(new TrialOrder(1, rate, goal.FullLength, TrialKind.Confirmation), CancellationToken.None);
            await trials.SettleAsync(trial, CancellationToken.None);
        }
    }
}
