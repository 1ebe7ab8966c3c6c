using PspLoad.Reporting.Runs;
using PspLoad.Reporting.Summaries;

namespace PspLoad.UnitTests.Reporting.Summaries;

public sealed class ConsoleSummaryTests
{
    [Theory]
    [MemberData(nameof(GoldenRuns.Names), MemberType = typeof(GoldenRuns))]
    public void The_console_summary_is_as_it_was_read(string run) => GoldenRuns.EqualInBothCultures(run, $"{run}.console.txt", ConsoleOf);

    [Theory]
    [MemberData(nameof(GoldenRuns.Names), MemberType = typeof(GoldenRuns))]
    public void The_console_summary_fits_80_columns(string run)
    {
        using var folder = new ReportFolder(GoldenRuns.Make(run));

        Assert.DoesNotContain(ConsoleOf(folder.Read()).Replace(folder.Path, "results/failover/20261125-093000", StringComparison.Ordinal).Split('\n'), line =>
            line.Length > 80
        );
    }

    [Fact]
    public void Money_that_is_wrong_is_the_first_line_in_red()
    {
        using var folder = new ReportFolder(GoldenRuns.Make("lost"));
        using var output = new StringWriter { NewLine = "\n" };
        ConsoleSummary.Write(output, folder.Read(), color: true);

        Assert.StartsWith("\u001b[1;31mMONEY IS NOT ACCOUNTED FOR: 3 lost\u001b[0m\n", output.ToString(), StringComparison.Ordinal);
    }

    private static string ConsoleOf(RecordedRun folder)
    {
        using var output = new StringWriter { NewLine = "\n" };
        ConsoleSummary.Write(output, folder, color: false);
        return output.ToString();
    }
}
