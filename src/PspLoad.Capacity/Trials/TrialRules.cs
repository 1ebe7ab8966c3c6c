using System.Globalization;
using PspLoad.Core.Results;

namespace PspLoad.Capacity.Trials;

/// <summary>When a trial passes: the run is VALID, every threshold holds, the achieved rate is the target's, no backlog grows, and no money
/// is missing.</summary>
public static class TrialRules
{
    /// <summary>Of the target rate; less is a rate that was asked for and not carried.</summary>
    public const double AchievedAtLeast = 0.98;

    public static TrialVerdict Judge(TrialMeasurement measured)
    {
        var overloaded = IsShort(measured) || Backlog.IsGrowing(measured.Seconds);
        if (measured.InvalidReasons.Count > 0)
        {
            // A neighbour that took the CPU makes the injector late as well: then it is not the injector's limit.
            var own = measured.InvalidReasons.All(reason => reason.Id.IsInjectorsOwn(measured.StealPercent));
            return new TrialVerdict(
                own ? TrialOutcome.InjectorLimited : TrialOutcome.Disturbed,
                [.. measured.InvalidReasons.Select(reason => $"{reason.Id.JsonName()}: {reason.Message}")],
                overloaded
            );
        }
        string[] reasons = [.. Failures(measured)];
        return new TrialVerdict(reasons.Length == 0 ? TrialOutcome.Passed : TrialOutcome.Failed, reasons, overloaded);
    }

    private static IEnumerable<string> Failures(TrialMeasurement measured)
    {
        if (measured.MoneyIsClean == false)
            yield return "money is not accounted for";
        foreach (var threshold in measured.Thresholds.Where(threshold => !threshold.Passed))
            yield return $"{threshold.Expression} (was {Number(threshold.Actual)})";
        if (IsShort(measured))
            yield return string.Create(CultureInfo.InvariantCulture, $"achieved {measured.AchievedTps:0.#}/s of {measured.TargetTps:0.#}/s");
        if (Backlog.IsGrowing(measured.Seconds))
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"a backlog grew: {measured.Seconds[0].InFlight} in flight at first, {measured.Seconds[^1].InFlight} at the end"
            );
        }

        if (measured.EndedEarly is { } why)
            yield return $"ended early: {why}";
    }

    /// <summary>
    /// What is in flight all the time is not missing: with few arrivals it would be more than 2 % of them. How many they are at the end is
    /// chance. It is none where they are more by three standard deviations than
    /// they were in the first half of the trial, in which a backlog that grows evenly is a quarter of what it is at the end. The deviation
    /// is that of the first half, and a Poisson count's at least; the mean
    /// at least what a quiet second's response time makes of the rate (Little's law): a short trial has few seconds. So fewer than 150
    /// arrivals can't show 2 % missing; the trend of the backlog can.
    /// </summary>
    private static bool IsShort(TrialMeasurement measured)
    {
        if (measured.Seconds.Count == 0)
            return true;
        if (measured.AchievedTps >= AchievedAtLeast * measured.TargetTps)
            return false;
        double[] before = [.. measured.Seconds.Take(Math.Max(1, measured.Seconds.Count / 2)).Select(second => (double)second.InFlight)];
        var quietMs = measured.Seconds.Select(second => second.ResponseTimeMs.P50).Order().ElementAt(measured.Seconds.Count / 4);
        var usual = Math.Max(before.Average(), measured.TargetTps * quietMs / 1000);
        var deviation = Math.Sqrt(Math.Max(usual + 1, before.Average(level => (level - usual) * (level - usual))));
        var missing = (measured.TargetTps - measured.AchievedTps) * measured.Seconds.Count;
        return missing > usual + 3 * deviation;
    }

    private static string Number(double? actual) => actual is { } value ? value.ToString("0.###", CultureInfo.InvariantCulture) : "not measured";
}
