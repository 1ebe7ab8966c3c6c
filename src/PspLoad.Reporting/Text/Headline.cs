using PspLoad.Core.Results;
using PspLoad.Reporting.Charts;

namespace PspLoad.Reporting.Text;

/// <summary>The run in one sentence that needs no knowledge of load tests.</summary>
internal static class Headline
{
    public const string LabNotice = "Measured in a lab on one machine: right for comparisons and correctness, no statement about capacity.";

    /// <summary>One or two plain sentences.</summary>
    public static string Of(RunDocument run)
    {
        if (run.Reconciliation is { } books && Money.Wrong(books).ToList() is { Count: > 0 } wrong)
            return $"Money is not accounted for: {string.Join(", ", wrong)} of {Humane.Of(books.Acknowledged, "acknowledged operation")}.";
        if (run.Verdict.Validity == ValidityVerdict.Invalid)
            return "The measuring machine was disturbed, so these figures say nothing about the service. Repeat the run.";
        return $"{Outcome(run)}It completed {Humane.Share(run.Arrivals.Completed, run.Arrivals.Scheduled)} of {Humane.Of(run.Arrivals.Scheduled, "iteration")}, "
            + $"99 of 100 within {Humane.Time(run.ResponseTimeMs.P99)}{Missed(run)}.";
    }

    /// <summary>The same as a chart's title.</summary>
    public static string ForChart(RunDocument run)
    {
        if (run.Reconciliation is { } books && Money.Wrong(books).ToList() is { Count: > 0 } wrong)
            return $"Money is not accounted for: {string.Join(", ", wrong)}";
        if (run.Verdict.Validity == ValidityVerdict.Invalid)
            return "INVALID: the measuring machine was disturbed, the figures mean nothing";
        var money = run.Reconciliation is null ? "" : ", no payment lost";
        return run.Faults.Count switch
        {
            0 => $"{Humane.Rate(run.Throughput.AchievedTps)} with 99 of 100 answered within {Humane.Time(run.ResponseTimeMs.P99)}{money}",
            1 => run.Faults[0].RecoveredAfterSeconds switch
            {
                null => $"{run.Faults[0].Name}: service did not come back{money}",
                0 => $"{run.Faults[0].Name}: service went on{money}",
                { } after => $"{run.Faults[0].Name}: service back after {Humane.Seconds(after)}{money}",
            },
            _ => Longest(run) is { } longest
                ? $"{Humane.Count(run.Faults.Count)} faults, service back after at most {Humane.Seconds(longest)}{money}"
                : $"{Humane.Count(run.Faults.Count)} faults, service did not come back{money}",
        };
    }

    /// <summary>What was broken, how long the service was away, and the money.</summary>
    private static string Outcome(RunDocument run)
    {
        var kept = run.Reconciliation is null ? "" : ", and no payment was lost or charged twice";
        if (run.Faults.Count == 0)
            return $"The service carried {Humane.Rate(run.Throughput.AchievedTps)}{kept}. ";
        var broken = run.Faults.Count == 1 ? $"{run.Faults[0].Target} was broken on purpose" : $"each of {Humane.Count(run.Faults.Count)} faults";
        return Longest(run) switch
        {
            null => $"The service did not fully come back after {broken}{kept}. ",
            0 => $"The service went on while {(run.Faults.Count == 1 ? broken : $"{Humane.Count(run.Faults.Count)} parts were broken on purpose")}{kept}. ",
            { } longest => $"The service was back {(run.Faults.Count == 1 ? "" : "at most ")}{Humane.Seconds(longest)} after {broken}{kept}. ",
        };
    }

    private static string Missed(RunDocument run)
    {
        var missed = run.Thresholds.Count(threshold => !threshold.Passed);
        return missed == 0 ? "" : $", and missed {Humane.Count(missed)} of {Humane.Of(run.Thresholds.Count, "threshold")}";
    }

    /// <summary>Null when a fault was never recovered from.</summary>
    private static double? Longest(RunDocument run) =>
        run.Faults.Any(fault => fault.RecoveredAfterSeconds is null) ? null : run.Faults.Max(fault => fault.RecoveredAfterSeconds);
}
