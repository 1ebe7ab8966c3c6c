using PspLoad.Core.Results;
using PspLoad.Reporting.Runs;
using PspLoad.Reporting.Text;
using PspLoad.Reporting.Wording;

namespace PspLoad.Reporting.Summaries;

/// <summary>A run on one screen of 80 columns. Wrong money comes first, then thresholds.</summary>
public static class ConsoleSummary
{
    private const int Columns = 80;

    /// <summary>Whether standard output is a terminal that shows colours (no-color.org; terminfo(5), <c>dumb</c>).</summary>
    public static bool IsColorful =>
        !Console.IsOutputRedirected
        && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
        && Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb");

    /// <param name="output">where to write</param>
    /// <param name="recorded">the run</param>
    /// <param name="color">whether <paramref name="output"/> is a terminal that shows colours</param>
    public static void Write(TextWriter output, RecordedRun recorded, bool color)
    {
        var (run, colors) = (recorded.Run, new TerminalColors(color));
        WriteMoneyFirst(output, run, colors);
        output.WriteLine(
            Cut(
                $"{run.Scenario} on {run.Environment}, {Humane.Moment(run.StartedAt)}, {Humane.Length(run.DurationSeconds)}"
                    + (run.Interrupted ? ", interrupted" : "")
            )
        );
        if (run.Provenance.IsLab)
            output.WriteLine("A lab on one machine: for comparison and correctness, no capacity statement.");
        WriteThresholds(output, run, colors);
        WriteFigures(output, run);
        WriteFaults(output, run);
        WriteMoney(output, run, colors);
        WriteFindings(output, run, colors);
        output.WriteLine($"\n{Verdict(run, colors)}");
        output.WriteLine($"report:  {recorded.FileOf(ReportFiles.Html)}");
        output.WriteLine($"compare: {CompareHint.Of(recorded)}");
    }

    private static void WriteMoneyFirst(TextWriter output, RunDocument run, TerminalColors colors)
    {
        if (run.Reconciliation is { } books && MoneyText.Wrong(books).Any())
            output.WriteLine(colors.Red($"MONEY IS NOT ACCOUNTED FOR: {string.Join(", ", MoneyText.Wrong(books))}"));
    }

    private static void WriteThresholds(TextWriter output, RunDocument run, TerminalColors colors)
    {
        output.WriteLine("\nthresholds");
        if (run.Thresholds.Count == 0)
            output.WriteLine("  none were set");
        var width = Math.Min(44, run.Thresholds.Select(threshold => threshold.Expression.Length).DefaultIfEmpty(0).Max());
        foreach (var threshold in run.Thresholds)
        {
            var sign = threshold.Passed ? colors.Green("✓") : colors.Red("✗");
            output.WriteLine($"  {sign} {Cut(threshold.Expression, width).PadRight(width)}  {ThresholdText.Actual(threshold)}");
        }
    }

    private static void WriteFigures(TextWriter output, RunDocument run)
    {
        var arrivals = run.Arrivals;
        var asked = run.Throughput.TargetTps > 0 ? $" of {Humane.Rate(run.Throughput.TargetTps)} planned" : "";
        output.WriteLine($"\nachieved      {Humane.Rate(run.Throughput.AchievedTps)}{asked}");
        output.WriteLine(
            $"iterations    {Humane.Count(arrivals.Completed)} completed of {Humane.Count(arrivals.Scheduled)} "
                + $"({Humane.Share(arrivals.Completed, arrivals.Scheduled)})"
        );
        if (arrivals.Completed < arrivals.Scheduled)
        {
            output.WriteLine(
                $"              {Humane.Count(arrivals.Failed)} failed, {Humane.Count(arrivals.TimedOut)} timed out, {Humane.Count(arrivals.Dropped)} dropped"
            );
        }

        var width = Math.Clamp(run.Flows.Select(flow => flow.Name.Length + 3).DefaultIfEmpty(0).Max(), 14, Columns - 50);
        output.WriteLine($"\n{"".PadRight(width)}{"p50", 10}{"p95", 10}{"p99", 10}{"p99.9", 10}{"max", 10}");
        WriteTimes(output, "response", width, run.ResponseTimeMs);
        WriteTimes(output, "service", width, run.ServiceTimeMs);
        foreach (var flow in run.Flows)
            WriteTimes(output, "  " + flow.Name, width, flow.ResponseTimeMs);
    }

    private static void WriteTimes(TextWriter output, string name, int width, TimesPart times) =>
        output.WriteLine(
            $"{Cut(name, width - 1).PadRight(width)}{Humane.Time(times.P50), 10}{Humane.Time(times.P95), 10}{Humane.Time(times.P99), 10}"
                + $"{Humane.Time(times.P999), 10}{Humane.Time(times.Max), 10}"
        );

    private static void WriteFaults(TextWriter output, RunDocument run)
    {
        if (run.Faults.Count == 0)
            return;
        output.WriteLine("\nfaults");
        foreach (var fault in FaultSpan.Of(run))
        {
            output.WriteLine(Cut($"  {fault.Name}, at {Humane.Seconds(fault.From)}"));
            foreach (var line in Wrapped.Lines(fault.Story, Columns - 4))
                output.WriteLine($"    {line}");
        }
    }

    private static void WriteMoney(TextWriter output, RunDocument run, TerminalColors colors)
    {
        var state = MoneyText.StateOf(run.Reconciliation);
        var label = "\nmoney         ";
        foreach (var line in Wrapped.Lines(MoneyText.Line(run.Reconciliation), Columns - 14))
        {
            output.WriteLine(
                label
                    + state switch
                    {
                        MoneyState.Wrong => colors.Red(line),
                        MoneyState.Clean => colors.Green(line),
                        _ => line,
                    }
            );
            label = "              ";
        }
    }

    private static void WriteFindings(TextWriter output, RunDocument run, TerminalColors colors)
    {
        var findings = RunFindings.Of(run).ToList();
        if (findings.Count == 0)
            return;
        output.WriteLine("\nfindings");
        foreach (var finding in findings)
        {
            var isGrave = finding.Severity is Severity.Violation or Severity.Invalid;
            var first = true;
            foreach (var line in Wrapped.Lines($"{finding.Severity.JsonName()}: {Plain(finding.Message)}", Columns - 4))
            {
                output.WriteLine($"  {(first ? "•" : " ")} {(isGrave ? colors.Red(line) : line)}");
                first = false;
            }
        }
    }

    private static string Verdict(RunDocument run, TerminalColors colors)
    {
        var verdict = run.Verdict;
        var (validity, thresholds, money) = (verdict.Validity.JsonName(), verdict.Thresholds.JsonName(), verdict.Reconciliation.JsonName());
        validity = verdict.Validity == ValidityVerdict.Valid ? colors.Green(validity) : colors.Red(validity);
        thresholds = verdict.Thresholds == ThresholdsVerdict.Passed ? colors.Green(thresholds) : colors.Red(thresholds);
        money = verdict.Reconciliation == BooksVerdict.Violated ? colors.Red(money) : money;
        return $"run {validity}, thresholds {thresholds}, money {money}: exit code {verdict.ExitCode}";
    }

    private static string Cut(string text, int width = Columns)
    {
        text = Plain(text);
        return text.Length <= width ? text : text[..(width - 1)] + "…";
    }

    /// <summary>Removes control characters: text from outside must not move the cursor or colour the terminal.</summary>
    private static string Plain(string text) => string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter));
}

/// <summary>Colours of a terminal; plain text when they are off.</summary>
internal sealed class TerminalColors(bool isOn)
{
    public string Red(string text) => Paint(text, "1;31");

    public string Green(string text) => Paint(text, "32");

    private string Paint(string text, string code) => isOn ? $"\u001b[{code}m{text}\u001b[0m" : text;
}
