using PspLoad.Core.Results;

namespace PspLoad.Reporting.History;

/// <summary>One run in the history.</summary>
/// <param name="Folder">relative to the folder of results</param>
/// <param name="Recovered">seconds, the longest; null without faults or when the service never came back</param>
/// <param name="Violations">of money; null when nothing was reconciled</param>
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
            run.Reconciliation is { } books ? Charts.Money.Counts(books).Sum(count => count.Count) : null
        );
}
