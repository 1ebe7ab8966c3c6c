namespace PspLoad.Reporting.Drawing;

/// <summary>One entry of a panel's legend.</summary>
/// <param name="Label">name of the series</param>
/// <param name="Color">RRGGBB, see <see cref="ChartColor"/></param>
/// <param name="Mark">how the series is drawn</param>
internal sealed record LegendKey(string Label, string Color, KeyMark Mark = KeyMark.Line);

/// <summary>How a series is drawn.</summary>
internal enum KeyMark
{
    Line,
    Dashed,
    Area,
}
