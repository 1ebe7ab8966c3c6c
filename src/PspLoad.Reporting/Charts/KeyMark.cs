namespace PspLoad.Reporting.Charts;

/// <summary>How a series is drawn.</summary>
internal enum KeyMark
{
    Line,
    Dashed,
    Area,
}
