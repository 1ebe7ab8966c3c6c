using System.Globalization;
using PspLoad.Core.Results;

namespace PspLoad.Capacity.Trials;

/// <summary>
/// A trial passes if the run is VALID, every threshold holds, the achieved rate reaches the target, no backlog grows and no money is missing.
/// </summary>
public static class TrialRules
{
    /// <summary>Share of the target rate. Below it the system did not carry the requested rate.</summary>
    public const double AchievedAtLeast = 0.98;

    public static TrialVerdict Judge(TrialMeasurement measured)
    {
        var overloaded = IsShort(measured) || Backlog.IsGrowing(measured.Seconds);
        if (measured.InvalidReasons.Count > 0)
        {
            // A neighbour that takes CPU time also makes the injector late. That is not the injector's own limit.
            var own = measured.InvalidReasons.All(reason => reason.Id?.IsInjectorsOwn(measured.StealPercent) is true);
            return new TrialVerdict(
                own ? TrialOutcome.InjectorLimited : TrialOutcome.Disturbed,
                [.. measured.InvalidReasons.Select(reason => $"{reason.Name}: {reason.Message}")],
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
    /// Decides whether the achieved rate falls short by more than the iterations that are always in flight. With few arrivals,
    /// those alone exceed 2 %. How many of them are in flight at the end is chance. So the trial is short only if the missing
    /// iterations exceed the usual number in flight by three standard deviations. The usual number is the mean over the first half
    /// of the trial, where an evenly growing backlog has a quarter of its final size. It is at least the rate × a quiet second's
    /// response time (Little's law), because a short trial has few seconds. The deviation is that of the first half, but at least
    /// that of a Poisson count. So fewer than 150 arrivals cannot show that 2 % are missing; the trend of the backlog can.
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
