using PspLoad.Core.Errors;
using PspLoad.Reporting.Charts;
using PspLoad.Reporting.Html;
using PspLoad.Reporting.JUnit;
using PspLoad.Reporting.Markdown;
using PspLoad.Reporting.Runs;
using PspLoad.Reporting.Text;

namespace PspLoad.Reporting;

/// <summary>Makes everything that people and CI read of a run, from its folder alone. The same folder gives the same files.</summary>
public static class ReportWriter
{
    /// <summary>For people: one file, no network.</summary>
    public const string Html = "report.html";

    /// <summary>For a CI job's summary or a pull request.</summary>
    public const string Markdown = "summary.md";

    /// <summary>For CI: a test case a threshold, a check, and the money.</summary>
    public const string JUnit = "junit.xml";

    /// <summary>Writes <see cref="Html"/>, <see cref="Markdown"/>, <see cref="JUnit"/> and <c>charts/</c> into the folder.</summary>
    /// <param name="path">the run's folder</param>
    /// <returns>the run, for <see cref="ConsoleOutput.ConsoleSummary"/></returns>
    /// <exception cref="OperationFailedException">the folder is no run's, or damaged; exit code 2</exception>
    public static RunFolder WriteAll(string path)
    {
        var folder = RunFolder.Read(path);
        var charts = ChartSet.Write(folder);
        WholeFile.Write(folder.FileOf(Html), HtmlReport.Write(folder, charts));
        WholeFile.Write(folder.FileOf(Markdown), MarkdownSummary.Write(folder));
        WholeFile.Write(folder.FileOf(JUnit), JUnitReport.Write(folder));
        return folder;
    }
}
