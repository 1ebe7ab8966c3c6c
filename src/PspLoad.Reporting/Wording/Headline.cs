using PspLoad.Core.Results;
using PspLoad.Reporting.Text;

namespace PspLoad.Reporting.Wording;

/// <summary>A run in one sentence, for readers who know nothing about load tests.</summary>
internal static class Headline
{
    public const string LabNotice = "Measured in a lab on one machine: valid for comparisons and correctness, not a capacity statement.";

    /// <summary>One or two sentences.</summary>
    public static string Of(RunDocument run)
    {
        if (WrongMoney(run) is { } wrong)
            return $"Money is not accounted for: {wrong} of {Humane.Of(run.Reconciliation!.Acknowledged, "acknowledged operation")}.";
        if (run.Verdict.Validity == ValidityVerdict.Invalid)
            return "The measuring machine was disturbed, so these figures say nothing about the service. Repeat the run.";
        var arrivals = run.Arrivals;
        return $"{Outcome(run)}It completed {Humane.Share(arrivals.Completed, arrivals.Scheduled)} of {Humane.Of(arrivals.Scheduled, "iteration")}, "
            + $"99 of 100 within {Humane.Time(run.ResponseTimeMs.P99)}{Missed(run)}.";
    }

    /// <summary>The same as the title of a chart.</summary>
    public static string ForChart(RunDocument run)
    {
        if (WrongMoney(run) is { } wrong)
            return $"Money is not accounted for: {wrong}";
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

    /// <summary>Where the figures of a chart come from; the line below its title.</summary>
    public static string Subtitle(RunDocument run)
    {
        List<string> parts = [$"scenario {run.Scenario}", $"environment {run.Environment}"];
        if (run.Provenance.Commit is { } commit)
            parts.Add($"commit {(commit.Length > 19 ? commit[..12] : commit)}");
        parts.Add(Humane.Moment(run.StartedAt));
        if (run.Provenance.IsLab)
            parts.Add("lab on one machine, no capacity statement");
        return string.Join("   ·   ", parts);
    }

    private static string? WrongMoney(RunDocument run) =>
        run.Reconciliation is { } books && MoneyText.Wrong(books).ToList() is { Count: > 0 } wrong ? string.Join(", ", wrong) : null;

    /// <summary>What was broken, how long the service was away, and the money.</summary>
    private static string Outcome(RunDocument run)
    {
        var money = run.Reconciliation is null ? "" : ", and no payment was lost or charged twice";
        if (run.Faults.Count == 0)
            return $"The service carried {Humane.Rate(run.Throughput.AchievedTps)}{money}. ";
        var isOne = run.Faults.Count == 1;
        var broken = isOne ? $"{run.Faults[0].Target} was broken on purpose" : $"each of {Humane.Count(run.Faults.Count)} faults";
        return Longest(run) switch
        {
            null => $"The service did not fully come back after {broken}{money}. ",
            0 => $"The service went on while {(isOne ? broken : $"{Humane.Count(run.Faults.Count)} parts were broken on purpose")}{money}. ",
            { } longest => $"The service was back {(isOne ? "" : "at most ")}{Humane.Seconds(longest)} after {broken}{money}. ",
        };
    }

    private static string Missed(RunDocument run)
    {
        var missed = run.Thresholds.Count(threshold => !threshold.Passed);
        return missed == 0 ? "" : $", and missed {Humane.Count(missed)} of {Humane.Of(run.Thresholds.Count, "threshold")}";
    }

    /// <summary>Longest recovery in seconds; null if the service never came back from a fault.</summary>
    private static double? Longest(RunDocument run) =>
        run.Faults.Any(fault => fault.RecoveredAfterSeconds is null) ? null : run.Faults.Max(fault => fault.RecoveredAfterSeconds);
}
