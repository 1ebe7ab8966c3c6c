using System.Text;
using PspLoad.Capacity.Results;
using PspLoad.Reporting.Charts;
using static PspLoad.Reporting.Markdown.MarkdownText;

namespace PspLoad.Reporting.Capacity;

/// <summary><c>capacity.md</c>.</summary>
internal static class CapacityMarkdown
{
    public static string Write(CapacityDocument run, IEnumerable<Chart> charts)
    {
        var text = new StringBuilder();
        if (run.Provenance.IsLab)
            text.Append($"> **{CapacityStatement.LabNotice}**\n\n");
        text.Append($"# Capacity of {Escape(run.Environment)}, scenario {Escape(run.Scenario)}\n");
        foreach (var part in CapacityStatement.Parts(run))
        {
            text.Append($"\n## {Escape(part.Heading)}\n\n{string.Join("\n\n", part.Lines.Select(Escape))}\n");
            if (part.Rows.Count > 0)
            {
                text.Append(
                    $"\n| {string.Join(" | ", part.Columns.Select(Escape))} |\n|{string.Concat(part.Columns.Select(_ => "---|"))}\n{string.Concat(part.Rows.Select(row => $"| {string.Join(" | ", row.Select(Escape))} |\n"))}"
                );
            }

            if (part.Heading == "Result")
                text.Append(string.Concat(charts.Select(chart => $"\n![{Escape(chart.Alternative)}]({ChartFiles.Folder}/{chart.Name}.png)\n")));
        }
        return text.ToString();
    }
}
