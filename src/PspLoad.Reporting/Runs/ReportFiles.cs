namespace PspLoad.Reporting.Runs;

/// <summary>Names of what a report adds to a run's folder.</summary>
public static class ReportFiles
{
    /// <summary>For people: one page that needs no network.</summary>
    public const string Html = "report.html";

    /// <summary>For the summary of a CI job or a pull request.</summary>
    public const string Markdown = "summary.md";

    /// <summary>For CI: one test case per threshold and check, and one each for the measurement and the money.</summary>
    public const string JUnit = "junit.xml";

    /// <summary>Folder of the charts: PNG, SVG and CSV of each.</summary>
    public const string Charts = "charts";

    /// <summary>Folder of the comparison with an earlier run.</summary>
    public const string Compared = "compared";
}
