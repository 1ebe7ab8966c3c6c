using PspLoad.Core.Results;
using PspLoad.Reporting.Text;

namespace PspLoad.Reporting.Html.Sections;

/// <summary>What a reader of the figures should know, the gravest first.</summary>
internal static class FindingsSection
{
    public static Markup Of(RunDocument run)
    {
        var findings = Findings.Of(run).ToList();
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
            )}"><strong>{finding.Severity.JsonName()}</strong> <span>{finding.Message}</span> <code>{finding.Id.JsonName()}</code></li>

            """;

    private static string Tone(Severity severity) =>
        severity switch
        {
            Severity.Violation or Severity.Invalid => "bad",
            Severity.Warning => "warn",
            _ => "neutral",
        };
}
