using System.Text.RegularExpressions;
using PspLoad.Reporting.Html.RunPage;
using PspLoad.Reporting.Runs;

namespace PspLoad.UnitTests.Reporting.Html.RunPage;

public sealed partial class HtmlReportTests
{
    [Theory]
    [MemberData(nameof(GoldenRuns.Names), MemberType = typeof(GoldenRuns))]
    public void The_page_says_what_was_read(string run) => GoldenRuns.EqualInBothCultures(run, $"{run}.page.txt", TextOfPage);

    [Fact]
    public void The_stories_of_the_first_ten_orders_are_told_and_the_others_open_by_a_click()
    {
        using var folder = new ReportFolder(new SampleRun { Lost = 12 });

        var page = HtmlReport.Write(folder.Read(), []);

        Assert.Equal(10, page.Split("<article class=\"story\">").Length - 1);
        Assert.Equal(2, page.Split("<details class=\"story\">").Length - 1);
        Assert.True(page.IndexOf("order-0010", StringComparison.Ordinal) < page.IndexOf("<details class=\"story\">", StringComparison.Ordinal));
    }

    /// <summary>Tests elements, classes and words. Pictures, style and scripts are tested elsewhere.</summary>
    private static string TextOfPage(RecordedRun folder)
    {
        var page = HtmlReport.Write(folder, []);
        var main = page[page.IndexOf("<main>", StringComparison.Ordinal)..page.IndexOf("</main>", StringComparison.Ordinal)];
        return BetweenElements().Replace(main, "\n").Trim() + "\n";
    }

    [GeneratedRegex(@"\n\s*", RegexOptions.None, 1000)]
    private static partial Regex BetweenElements();
}
