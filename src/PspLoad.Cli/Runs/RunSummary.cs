using System.Globalization;
using PspLoad.Cli.Load;
using PspLoad.Core.Results;
using PspLoad.Core.Runs.Verdicts;

namespace PspLoad.Cli.Runs;

/// <summary>A run on one screen: money first, then whether the figures mean anything, then the figures.</summary>
internal static class RunSummary
{
    private const string Red = "\u001b[1;31m";
    private const string Plain = "\u001b[0m";

    public static void Write(TextWriter output, RunDocument run, bool isTerminal)
    {
        var verdict = run.Verdict;
        var first = $"money {verdict.Reconciliation}, figures {verdict.Validity}, thresholds {verdict.Thresholds}{(run.Interrupted ? ", interrupted" : "")}";
        output.WriteLine(isTerminal && verdict.ExitCode != 0 ? Red + first + Plain : first);
        foreach (var finding in verdict.Findings.Where(finding => finding.Severity is Severity.Violation or Severity.Invalid))
            output.WriteLine($"  {finding.Severity}: {finding.Message}");
        WriteMoney(output, run);
        WriteLoad(output, run);
        WriteFaults(output, run);
        if (run.Thresholds.Count > 0)
            output.WriteLine("\nthresholds");
        foreach (var threshold in run.Thresholds)
            output.WriteLine($"  {(threshold.Passed ? "✓" : "✗")} {threshold.Expression,-36} {(threshold.Actual is { } actual ? Figures.Digits(actual) : "not measured")}");
        foreach (var finding in verdict.Findings.Where(finding => finding.Severity is Severity.Warning or Severity.Info))
            output.WriteLine($"  {finding.Severity}: {finding.Message}");
    }

    private static void WriteMoney(TextWriter output, RunDocument run)
    {
        if (run.Reconciliation is not { } books)
        {
            output.WriteLine("\nreconciliation  not run");
            return;
        }
        output.WriteLine($"\nreconciliation  {books.Acknowledged} operations acknowledged, {books.Stored} stored: lost {books.Lost}, duplicated {books.Duplicated}, phantom {books.Phantom}, amount {books.AmountMismatch}, state {books.StateMismatch}, double charge {books.DoubleCharge}, unresolved {books.Unresolved}");
        output.WriteLine($"                {books.IndeterminateResolved} had no answer at first and are resolved; ledger {(books.LedgerBalanced ? "balances" : "DOES NOT BALANCE")}; replica {(books.ReplicaAgrees switch { true => "agrees", false => "DIFFERS", null => "not compared" })}");
    }

    private static void WriteLoad(TextWriter output, RunDocument run)
    {
        var (arrivals, times) = (run.Arrivals, run.ResponseTimeMs);
        output.WriteLine($"\nload            {run.Scenario} on {run.Environment}: {run.Executor} for {Figures.Digits(run.DurationSeconds)} s, seed {run.Seed.ToString(CultureInfo.InvariantCulture)}");
        output.WriteLine($"arrivals        {arrivals.Scheduled} scheduled = {arrivals.Completed} completed + {arrivals.Failed} failed + {arrivals.TimedOut} timed out + {arrivals.Dropped} dropped");
        output.WriteLine($"throughput      {Figures.Digits(run.Throughput.AchievedTps)}/s of {Figures.Digits(run.Throughput.TargetTps)}/s");
        output.WriteLine($"response ms     p50 {Figures.Ms(times.P50)}, p95 {Figures.Ms(times.P95)}, p99 {Figures.Ms(times.P99)}, p99.9 {Figures.Ms(times.P999)}, max {Figures.Ms(times.Max)}");
        foreach (var error in run.Flows.SelectMany(flow => flow.Errors.Select(error => (flow.Name, error))))
            output.WriteLine($"  {error.Name}: {error.error.Count} × {error.error.Kind}{(error.error.Examples.Count > 0 ? $", such as: {error.error.Examples.First()}" : "")}");
    }

    private static void WriteFaults(TextWriter output, RunDocument run)
    {
        if (run.Faults.Count > 0)
            output.WriteLine("\nfaults");
        foreach (var fault in run.Faults)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {fault.Name} on {fault.Target} at {fault.InjectedAtSeconds:F2} s (±{1000 * fault.UncertaintySeconds:F0} ms): recovered {(fault.RecoveredAfterSeconds is { } after ? $"after {after:F3} s" : "NEVER")}"));
            output.WriteLine($"    failed {fault.FailedInWindow}, indeterminate {fault.IndeterminateInWindow}, slow {fault.SlowInWindow}, missing {fault.MissingInWindow}");
        }
    }
}
