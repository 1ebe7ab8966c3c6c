using System.Text;
using PspLoad.Capacity.Results;
using PspLoad.Reporting.Drawing;
using PspLoad.Reporting.Runs;
using static PspLoad.Reporting.Text.MarkdownText;

namespace PspLoad.Reporting.Capacity;

/// <summary>A capacity statement as Markdown: <see cref="CapacityReport.Markdown"/>.</summary>
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
                text.Append($"\n{Row(part.Columns)}|{string.Concat(part.Columns.Select(_ => "---|"))}\n{string.Concat(part.Rows.Select(Row))}");
            }

            if (part.Heading == "Result")
                text.Append(string.Concat(charts.Select(chart => $"\n![{Escape(chart.Alternative)}]({ReportFiles.Charts}/{chart.Name}.png)\n")));
        }
        return text.ToString();
    }

    private static string Row(IReadOnlyList<string> cells) => $"| {string.Join(" | ", cells.Select(Escape))} |\n";
}
