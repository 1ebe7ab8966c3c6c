using PspLoad.Reporting.Runs;

namespace PspLoad.UnitTests.Reporting;

/// <summary>The runs whose reports are compared with golden files.</summary>
internal static class GoldenRuns
{
    public static TheoryData<string> Names => ["failover", "lost", "quiet"];

    public static SampleRun Make(string run) =>
        run switch
        {
            "failover" => new SampleRun(),
            "lost" => new SampleRun { Lost = 3 },
            _ => new SampleRun
            {
                FaultAt = null,
                IsLab = false,
                WithHosts = false,
                Scenario = "baseline",
            },
        };

    public static void EqualInBothCultures(string run, string file, Func<RecordedRun, string> write)
    {
        using var folder = new ReportFolder(Make(run));
        string Written() => write(folder.Read()).Replace(folder.Path, "results/run", StringComparison.Ordinal);

        Golden.Equal(file, Written());
        Golden.Equal(file, Golden.InAnotherCulture(Written));
    }
}
