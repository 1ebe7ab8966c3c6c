using PspLoad.Reporting.Summaries;

namespace PspLoad.UnitTests.Reporting.Summaries;

public sealed class JUnitReportTests
{
    [Theory]
    [MemberData(nameof(GoldenRuns.Names), MemberType = typeof(GoldenRuns))]
    public void The_junit_report_is_as_it_was_read(string run) => GoldenRuns.EqualInBothCultures(run, $"{run}.junit.xml", JUnitReport.Write);
}
