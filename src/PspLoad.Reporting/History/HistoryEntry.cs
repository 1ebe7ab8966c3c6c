using PspLoad.Core.Results;
using PspLoad.Reporting.Wording;

namespace PspLoad.Reporting.History;

/// <summary>One run in the history.</summary>
/// <param name="Folder">relative to the folder of results</param>
/// <param name="Scenario">name</param>
/// <param name="Environment">name</param>
/// <param name="StartedAt">when the measured phase began</param>
/// <param name="Commit">commit of the checkout; null outside a checkout</param>
/// <param name="Validity"><c>VALID</c> or <c>INVALID</c></param>
/// <param name="ExitCode">exit code of the run</param>
/// <param name="AchievedTps">completed iterations per second</param>
/// <param name="P50">response time, ms</param>
/// <param name="P99">response time, ms</param>
/// <param name="ErrorPercent">share of iterations that did not complete</param>
/// <param name="Recovered">longest recovery, s; null without faults or if the service never came back</param>
/// <param name="Violations">money violations; null when nothing was reconciled</param>
public sealed record HistoryEntry(
    string Folder,
    string Scenario,
    string Environment,
    DateTimeOffset StartedAt,
    string? Commit,
    string Validity,
    int ExitCode,
    double AchievedTps,
    double P50,
    double P99,
    double ErrorPercent,
    double? Recovered,
    long? Violations
)
{
    internal static HistoryEntry Of(string folder, RunDocument run) =>
        new(
            folder,
            run.Scenario,
            run.Environment,
            run.StartedAt,
            run.Provenance.Commit,
            run.Verdict.Validity.JsonName(),
            run.Verdict.ExitCode,
            run.Throughput.AchievedTps,
            run.ResponseTimeMs.P50,
            run.ResponseTimeMs.P99,
            100.0 * (run.Arrivals.Scheduled - run.Arrivals.Completed) / Math.Max(1, run.Arrivals.Scheduled),
            run.Faults.Count == 0 || run.Faults.Any(fault => fault.RecoveredAfterSeconds is null) ? null : run.Faults.Max(fault => fault.RecoveredAfterSeconds),
            run.Reconciliation is { } books ? MoneyText.Counts(books).Sum(count => count.Count) : null
        );
}
