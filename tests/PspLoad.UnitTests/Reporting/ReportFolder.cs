using PspLoad.Reporting.Runs;

namespace PspLoad.UnitTests.Reporting;

/// <summary>A folder of an invented run that goes away with its test. No other run is in the same folder.</summary>
internal sealed class ReportFolder : IDisposable
{
    private readonly DirectoryInfo _scenario = Directory.CreateTempSubdirectory("pspload-report-");

    public ReportFolder(SampleRun run) => run.Write(Path);

    public string Path => System.IO.Path.Combine(_scenario.FullName, "20261125-093000");

    public RecordedRun Read() => RecordedRun.Read(Path);

    public void Dispose() => _scenario.Delete(recursive: true);
}
