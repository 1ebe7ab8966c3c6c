using PspLoad.Reporting.Runs;

namespace PspLoad.UnitTests.Reporting;

/// <summary>The folder of an invented run, removed with its test. It holds no other run.</summary>
internal sealed class ReportFolder : IDisposable
{
    private readonly DirectoryInfo _scenario = Directory.CreateTempSubdirectory("pspload-report-");

    public ReportFolder(SampleRun run) => run.Write(Path);

    public string Path => System.IO.Path.Combine(_scenario.FullName, "20261125-093000");

    public RecordedRun Read() => RecordedRun.Read(Path);

    public void Dispose() => _scenario.Delete(recursive: true);
}
