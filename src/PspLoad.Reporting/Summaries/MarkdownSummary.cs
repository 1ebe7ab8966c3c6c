using System.Text;
using PspLoad.Core.Results;
using PspLoad.Reporting.Runs;
using PspLoad.Reporting.Text;
using PspLoad.Reporting.Wording;
using static PspLoad.Reporting.Text.MarkdownText;

namespace PspLoad.Reporting.Summaries;

/// <summary>The run for the summary of a CI job or a pull request: <see cref="ReportFiles.Markdown"/>.</summary>
internal static class MarkdownSummary
{
    public static string Write(RecordedRun recorded)
    {
        var run = recorded.Run;
        var text = new StringBuilder();
        text.Append($"## {Sign(run)} {Escape(run.Scenario)} on {Escape(run.Environment)}\n\n");
        if (run.Provenance.IsLab)
            text.Append($"> {Headline.LabNotice}\n\n");
        text.Append($"**{Escape(Headline.Of(run))}**\n\n");
        text.Append("| measurement | thresholds | money |\n|---|---|---|\n");
        text.Append(
            $"| {Escape(run.Verdict.Validity.JsonName())} | {Escape(run.Verdict.Thresholds.JsonName())} "
                + $"| {Escape(run.Verdict.Reconciliation.JsonName())}: {Escape(MoneyText.Line(run.Reconciliation))} |\n"
        );
        AppendThresholds(text, run);
        AppendFlows(text, run);
        AppendFaults(text, run);
        AppendFindings(text, run);
        AppendViolations(text, recorded);
        text.Append(
            $"\n<sub>{Humane.Moment(run.StartedAt)}, {Humane.Length(run.DurationSeconds)}"
                + $"{(run.Provenance.Commit is { } commit ? $", commit {Escape(commit)}" : "")}, exit code {run.Verdict.ExitCode}. "
                + $"Reproduce: <code>{Escape(run.Provenance.Command)}</code></sub>\n"
        );
        // No pictures: a CI job's summary or a pull request has no files beside it, so the links would be broken.
        text.Append($"\n<sub>Charts and every figure: <code>{ReportFiles.Html}</code>, <code>{ReportFiles.Charts}/</code> beside this file.</sub>\n");
        return text.ToString();
    }

    private static string Sign(RunDocument run) => run.Verdict.ExitCode == 0 ? "✅" : "❌";

    private static void AppendThresholds(StringBuilder text, RunDocument run)
    {
        if (run.Thresholds.Count == 0)
            return;
        text.Append("\n| | threshold | measured |\n|---|---|--:|\n");
        foreach (var threshold in run.Thresholds)
            text.Append($"| {(threshold.Passed ? "✓" : "✗")} | {Escape(threshold.Expression)} | {Escape(ThresholdText.Actual(threshold))} |\n");
    }

    private static void AppendFlows(StringBuilder text, RunDocument run)
    {
        text.Append("\n| flow | iterations | errors | p50 | p95 | p99 | max |\n|---|--:|--:|--:|--:|--:|--:|\n");
        foreach (var flow in run.Flows)
            text.Append(Row(Escape(flow.Name), flow.Arrivals, flow.ResponseTimeMs));
        text.Append(Row("**all**", run.Arrivals, run.ResponseTimeMs));
    }

    private static string Row(string name, ArrivalsPart arrivals, TimesPart times) =>
        $"| {name} | {Humane.Count(arrivals.Scheduled)} | {Humane.Count(arrivals.Scheduled - arrivals.Completed)} "
        + $"| {Humane.Time(times.P50)} | {Humane.Time(times.P95)} | {Humane.Time(times.P99)} | {Humane.Time(times.Max)} |\n";

    private static void AppendFaults(StringBuilder text, RunDocument run)
    {
        if (run.Faults.Count == 0)
            return;
        text.Append("\n| fault | at | what it did |\n|---|--:|---|\n");
        foreach (var fault in FaultSpan.Of(run))
            text.Append($"| {Escape(fault.Name)} | {Humane.Seconds(fault.From)} | {Escape(fault.Story)} |\n");
    }

    private static void AppendFindings(StringBuilder text, RunDocument run)
    {
        var findings = RunFindings.Of(run).ToList();
        if (findings.Count > 0)
            text.Append('\n');
        foreach (var finding in findings)
            text.Append($"- **{Escape(finding.Severity.JsonName())}**: {Escape(finding.Message)}\n");
    }

    private static void AppendViolations(StringBuilder text, RecordedRun recorded)
    {
        var orders = ViolatedOrder.In(recorded.Violations);
        foreach (var order in orders.Take(ViolatedOrder.Told))
        {
            text.Append($"\n**Order {Escape(order.OrderId)}**\n\n");
            foreach (var violation in order.Violations)
                text.Append($"- **{Escape(violation.Kind.Name())}**: {Escape(violation.Message)}\n");
            text.Append("\n| time | who | what |\n|---|---|---|\n");
            foreach (var fact in order.Facts)
                text.Append($"| {Escape(fact.Time)} | {Escape(fact.Who)} | {Escape(fact.What)} |\n");
        }
        if (orders.Count > ViolatedOrder.Told)
            text.Append($"\n{Humane.Of(orders.Count - ViolatedOrder.Told, "more order")}: <code>{ResultFiles.Violations}</code>\n");
    }
}
