using PspLoad.Core.Results;
using PspLoad.Reporting.Text;
using PspLoad.Reporting.Wording;

namespace PspLoad.Reporting.Html.RunPage;

/// <summary>Head of the page: the result in one sentence, three verdicts and the main figures.</summary>
internal static class VerdictSection
{
    public static Markup Of(RunDocument run)
    {
        var verdict = run.Verdict;
        var met = run.Thresholds.Count(threshold => threshold.Passed);
        return $"""
            <header>
            <p class="where"><strong>{run.Scenario}</strong> on <strong>{run.Environment}</strong> · {Humane.Moment(run.StartedAt)} · {Humane.Length(
                run.DurationSeconds
            )}{(run.Provenance.Commit is { } commit ? $" · commit {commit}" : "")}</p>
            {(run.Provenance.IsLab ? Lab() : Markup.None)}
            <h1>{Headline.Of(run)}</h1>
            {(run.Interrupted ? Interrupted() : Markup.None)}
            <ul class="verdict">
            {Tile(MoneyTone.Of(run.Reconciliation), "Money", verdict.Reconciliation.JsonName(), MoneyText.Short(run.Reconciliation))}
            {Tile(
                verdict.Validity == ValidityVerdict.Valid ? "good" : "bad",
                "Measurement",
                verdict.Validity.JsonName(),
                verdict.Validity == ValidityVerdict.Valid ? "the injector kept up" : "the injector was disturbed"
            )}
            {Tile(
                run.Thresholds.Count == 0 ? "neutral"
                    : verdict.Thresholds == ThresholdsVerdict.Passed ? "good"
                    : "warn",
                "Thresholds",
                verdict.Thresholds.JsonName(),
                run.Thresholds.Count == 0 ? "none were set" : $"{met} of {run.Thresholds.Count} met"
            )}
            </ul>
            <dl class="figures">
            {Figure(
                "achieved",
                Humane.Rate(run.Throughput.AchievedTps),
                run.Throughput.TargetTps > 0 ? $"of {Humane.Rate(run.Throughput.TargetTps)} planned" : ""
            )}
            {Figure("half within", Humane.Time(run.ResponseTimeMs.P50), "p50")}
            {Figure("99 of 100 within", Humane.Time(run.ResponseTimeMs.P99), "p99")}
            {Figure(
                "not completed",
                Humane.Share(run.Arrivals.Scheduled - run.Arrivals.Completed, run.Arrivals.Scheduled),
                $"{Humane.Count(run.Arrivals.Scheduled - run.Arrivals.Completed)} of {Humane.Count(run.Arrivals.Scheduled)}"
            )}
            {(run.Faults.Count > 0 ? Recovery(run) : Markup.None)}
            </dl>
            </header>
            """;
    }

    private static Markup Lab() => $"""<p class="lab">{Headline.LabNotice}</p>""";

    private static Markup Interrupted() => $"""<p class="lab">Stopped by hand before its time.</p>""";

    private static Markup Recovery(RunDocument run)
    {
        var open = run.Faults.Any(fault => fault.RecoveredAfterSeconds is null);
        var longest = run.Faults.Max(fault => fault.RecoveredAfterSeconds) ?? 0;
        return Figure(
            "service back after",
            open ? "not back" : Humane.Seconds(longest),
            run.Faults.Count == 1 ? "1 fault" : $"worst of {run.Faults.Count} faults"
        );
    }

    private static Markup Tile(string tone, string label, string value, string note) =>
        $"""<li class="{tone}"><span class="label">{label}</span><span class="value">{Sign(tone)} {value}</span><span class="note">{note}</span></li>""";

    private static string Sign(string tone) =>
        tone switch
        {
            "good" => "✓",
            "neutral" => "–",
            _ => "✗",
        };

    private static Markup Figure(string label, string value, string note) => $"<div><dt>{label}</dt><dd>{value}<small>{note}</small></dd></div>";
}
