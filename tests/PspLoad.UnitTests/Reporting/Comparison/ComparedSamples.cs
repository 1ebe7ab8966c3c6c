using PspLoad.Reporting.Comparison;

namespace PspLoad.UnitTests.Reporting.Comparison;

/// <summary>Pairs of invented runs, and the written comparison of each.</summary>
internal static class ComparedSamples
{
    public static void EqualInBothCultures(string after, string file, Func<RunComparison, string> write)
    {
        using var before = new ReportFolder(new SampleRun(1));
        using var later = new ReportFolder(Make(after));
        string Written() =>
            write(RunComparison.Of(before.Read(), later.Read(), RunComparison.UsualMargin))
                .Replace(before.Path, "results/failover/20261125-093000", StringComparison.Ordinal)
                .Replace(later.Path, "results/failover/20261126-093000", StringComparison.Ordinal);

        Golden.Equal(file, Written());
        Golden.Equal(file, Golden.InAnotherCulture(Written));
    }

    private static SampleRun Make(string run) =>
        run switch
        {
            "same" => new SampleRun(2),
            "worse" => new SampleRun(2) { Slowness = 1.3, Lost = 1 },
            _ => new SampleRun(2)
            {
                Seconds = 10,
                Rate = 1_500,
                FaultAt = null,
                IsLab = false,
                Scenario = "a-spike-with-a-long-name",
                FlowName = "refund",
            },
        };
}
