using PspLoad.Capacity.Results;
using PspLoad.Reporting.Drawing;
using PspLoad.Reporting.Html;

namespace PspLoad.Reporting.Capacity;

/// <summary>Content of <see cref="CapacityReport.Html"/>.</summary>
internal static class CapacityPage
{
    public static Markup Of(CapacityDocument run, IReadOnlyList<(Chart Chart, byte[] Png)> charts) =>
        $"""
            <header>
            {(run.Provenance.IsLab ? Lab() : Markup.None)}
            <h1>{CapacityStatement.Headline(run)}</h1>
            </header>
            {CapacityStatement.Parts(run).Select(part => Section(part, part.Heading == "Result" ? charts : []))}
            """;

    private static Markup Lab() => $"""<p class="lab">{CapacityStatement.LabNotice}</p>""";

    private static Markup Section(StatementPart part, IReadOnlyList<(Chart Chart, byte[] Png)> charts) =>
        $"""
            <section><h2>{part.Heading}</h2>
            {part.Lines.Select(Paragraph)}
            {(part.Rows.Count > 0 ? Table(part) : Markup.None)}
            {charts.Select(chart => ChartFigure.Of(chart.Chart, chart.Png))}
            </section>
            """;

    private static Markup Paragraph(string line) => $"<p>{line}</p>\n";

    private static Markup Table(StatementPart part) =>
        $"""
            <div class="scroll"><table>
            <thead><tr>{part.Columns.Select(Head)}</tr></thead>
            <tbody>
            {part.Rows.Select(Row)}
            </tbody></table></div>
            """;

    private static Markup Head(string column) => $"<th>{column}</th>";

    private static Markup Row(IReadOnlyList<string> row) => $"<tr>{row.Select(Cell)}</tr>\n";

    private static Markup Cell(string cell) => $"""<td class="long">{cell}</td>""";
}
