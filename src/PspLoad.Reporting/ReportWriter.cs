using PspLoad.Core.Errors;
using PspLoad.Core.Files;
using PspLoad.Reporting.Charts;
using PspLoad.Reporting.Html.RunPage;
using PspLoad.Reporting.Runs;
using PspLoad.Reporting.Summaries;

namespace PspLoad.Reporting;

/// <summary>Writes the report of a run. Reads only the run's folder; the same folder always gives the same files.</summary>
public static class ReportWriter
{
    /// <summary>Writes <see cref="ReportFiles.Html"/>, <see cref="ReportFiles.Markdown"/>, <see cref="ReportFiles.JUnit"/> and the charts.</summary>
    /// <param name="path">folder of the run</param>
    /// <returns>the run, for <see cref="ConsoleSummary"/></returns>
    /// <exception cref="OperationFailedException">the folder is not a run's, or a file in it is damaged; exit code 2</exception>
    public static RecordedRun WriteAll(string path)
    {
        var recorded = RecordedRun.Read(path);
        Write(recorded);
        return recorded;
    }

    /// <summary>Writes the same files for a run that has been read.</summary>
    /// <exception cref="OperationFailedException">the log of histograms is damaged; exit code 2</exception>
    /// <exception cref="IOException">a file cannot be written; those before it are written</exception>
    public static void Write(RecordedRun recorded)
    {
        var charts = RunCharts.Write(recorded);
        DurableFile.Write(recorded.FileOf(ReportFiles.Html), HtmlReport.Write(recorded, charts));
        DurableFile.Write(recorded.FileOf(ReportFiles.Markdown), MarkdownSummary.Write(recorded));
        DurableFile.Write(recorded.FileOf(ReportFiles.JUnit), JUnitReport.Write(recorded));
    }
}
