using PspLoad.Core.Results;
using PspLoad.Reporting.Wording;

namespace PspLoad.Reporting.Html.RunPage;

/// <summary>Findings, the most severe first.</summary>
internal static class FindingsSection
{
    public static Markup Of(RunDocument run)
    {
        var findings = RunFindings.Of(run).ToList();
        return findings.Count == 0
            ? Markup.None
            : $"""
                <section aria-labelledby="findings"><h2 id="findings">Findings</h2>
                <ul class="findings">
                {findings.Select(Finding)}
                </ul></section>
                """;
    }

    private static Markup Finding(FindingPart finding) =>
        $"""
            <li class="{Tone(
                finding.Severity
            )}"><strong>{finding.Severity.JsonName()}</strong> <span>{finding.Message}</span> <code>{finding.Name}</code></li>

            """;

    private static string Tone(Severity severity) =>
        severity switch
        {
            Severity.Violation or Severity.Invalid => "bad",
            Severity.Warning => "warn",
            _ => "neutral",
        };
}
