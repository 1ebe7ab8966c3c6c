using PspLoad.Reporting.Runs;

namespace PspLoad.UnitTests.Reporting;

/// <summary>A folder of an invented run that goes away with its test.</summary>
internal sealed class ReportFolder : IDisposable
{
    public ReportFolder(SampleRun run)
    {
        Path = Directory.CreateTempSubdirectory("pspload-report-").FullName;
        run.Write(Path);
    }

    public string Path { get; }

    public RunFolder Read() => RunFolder.Read(Path);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
