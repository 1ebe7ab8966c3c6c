using System.Globalization;
using System.Text;

namespace PspLoad.Reporting.Text;

/// <summary>A table of figures as CSV (RFC 4180): decimal points, lines end with LF.</summary>
/// <param name="Columns">names with their units</param>
/// <param name="Rows">values: numbers or text; null for an empty cell</param>
internal sealed record CsvTable(IReadOnlyList<string> Columns, IEnumerable<IReadOnlyList<object?>> Rows)
{
    public string ToText()
    {
        var text = new StringBuilder();
        text.Append(string.Join(',', Columns.Select(Cell))).Append('\n');
        foreach (var row in Rows)
            text.Append(string.Join(',', row.Select(Cell))).Append('\n');
        return text.ToString();
    }

    /// <summary>Puts a quote before text that a spreadsheet would take for a formula.</summary>
    private static string Cell(object? value)
    {
        if (value is not string text)
            return Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        if (text.Length > 0 && "=+-@\t".Contains(text[0], StringComparison.Ordinal))
            text = "'" + text;
        return text.AsSpan().IndexOfAny(",\"\n\r") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
