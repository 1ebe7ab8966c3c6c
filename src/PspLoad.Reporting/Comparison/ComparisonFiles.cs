using System.Text;
using PspLoad.Core.Results;
using PspLoad.Reporting.Charts;
using PspLoad.Reporting.Runs;
using PspLoad.Reporting.Text;

namespace PspLoad.Reporting.Comparison;

/// <summary>Writes a comparison beside the second run: <c>compared.md</c> and the overlay chart.</summary>
public static class ComparisonFiles
{
    public const string Folder = "compared";

    /// <returns>the folder that was written</returns>
    public static string Write(RunComparison comparison)
    {
        var folder = comparison.After.FileOf(Folder);
        Directory.CreateDirectory(folder);
        if (OverlayChart.Of(comparison) is { } chart)
            ChartFiles.Write(folder, chart);
        WholeFile.Write(Path.Combine(folder, "compared.md"), Table(comparison));
        return folder;
    }

    internal static string Table(RunComparison comparison)
    {
        var text = new StringBuilder();
        text.Append($"## {Escape(comparison.After.Run.Scenario)} compared\n\n**{Escape(ComparisonHeadline.Of(comparison))}**\n\n");
        text.Append($"Before: {Describe(comparison.Before)}  \nAfter: {Describe(comparison.After)}\n\n");
        text.Append("| | before | after | change | 95 % interval | |\n|---|--:|--:|--:|--:|---|\n");
        foreach (var change in comparison.Changes)
        {
            var interval = change is { LowPercent: { } low, HighPercent: { } high } ? $"{Humane.Change(low)} to {Humane.Change(high)}" : "";
            var percent = change.ChangePercent is { } value ? Humane.Change(value) : "";
            text.Append(
                $"| {Escape(change.Name)} | {Escape(change.Before)} | {Escape(change.After)} | {percent} | {interval} | **{ComparisonText.Word(change.Sameness)}** |\n"
            );
        }
        text.Append('\n');
        foreach (var finding in comparison.Findings)
            text.Append($"- **{Escape(finding.Severity.JsonName())}**: {Escape(finding.Message)}\n");
        return text.ToString();
    }

    private static string Describe(RunFolder folder) =>
        $"<code>{Escape(folder.Path)}</code>, {Escape(folder.Run.Scenario)} on {Escape(folder.Run.Environment)}, {Humane.Moment(folder.Run.StartedAt)}"
        + (folder.Run.Provenance.Commit is { } commit ? $", commit {Escape(commit)}" : "");

    private static string Escape(string text) => Markdown.MarkdownText.Escape(text);
}
