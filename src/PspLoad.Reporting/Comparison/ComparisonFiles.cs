using System.Text;
using PspLoad.Core.Files;
using PspLoad.Core.Results;
using PspLoad.Reporting.Runs;
using PspLoad.Reporting.Text;

namespace PspLoad.Reporting.Comparison;

/// <summary>Writes a comparison into the folder of the second run: <c>compared.md</c> and the overlay chart.</summary>
public static class ComparisonFiles
{
    /// <returns>the folder of the comparison</returns>
    public static string Write(RunComparison comparison)
    {
        var folder = comparison.After.FileOf(ReportFiles.Compared);
        Directory.CreateDirectory(folder);
        if (OverlayChart.Of(comparison) is { } chart)
            chart.WriteTo(folder);
        DurableFile.Write(Path.Combine(folder, "compared.md"), Table(comparison));
        return folder;
    }

    internal static string Table(RunComparison comparison)
    {
        var text = new StringBuilder();
        text.Append($"## {Escape(comparison.After.Run.Scenario)} compared\n\n**{Escape(ComparisonText.Headline(comparison))}**\n\n");
        text.Append($"Before: {Describe(comparison.Before)}  \nAfter: {Describe(comparison.After)}\n\n");
        text.Append("| | before | after | change | 95 % interval | |\n|---|--:|--:|--:|--:|---|\n");
        foreach (var change in comparison.Changes)
        {
            var interval = change is { LowPercent: { } low, HighPercent: { } high } ? $"{Humane.Change(low)} to {Humane.Change(high)}" : "";
            var percent = change.ChangePercent is { } value ? Humane.Change(value) : "";
            text.Append(
                $"| {Escape(change.Name)} | {Escape(change.Before)} | {Escape(change.After)} | {percent} | {interval} "
                    + $"| **{ComparisonText.Word(change.Sameness)}** |\n"
            );
        }
        text.Append('\n');
        foreach (var finding in comparison.Findings)
            text.Append($"- **{Escape(finding.Severity.JsonName())}**: {Escape(finding.Message)}\n");
        return text.ToString();
    }

    private static string Describe(RecordedRun recorded) =>
        $"<code>{Escape(recorded.Path)}</code>, {Escape(recorded.Run.Scenario)} on {Escape(recorded.Run.Environment)}, {Humane.Moment(recorded.Run.StartedAt)}"
        + (recorded.Run.Provenance.Commit is { } commit ? $", commit {Escape(commit)}" : "");

    private static string Escape(string text) => MarkdownText.Escape(text);
}
