using PspLoad.Reporting.Summaries;

namespace PspLoad.UnitTests.Reporting.Summaries;

public sealed class MarkdownSummaryTests
{
    [Theory]
    [MemberData(nameof(GoldenRuns.Names), MemberType = typeof(GoldenRuns))]
    public void The_markdown_summary_is_as_it_was_read(string run) => GoldenRuns.EqualInBothCultures(run, $"{run}.summary.md", MarkdownSummary.Write);
}
