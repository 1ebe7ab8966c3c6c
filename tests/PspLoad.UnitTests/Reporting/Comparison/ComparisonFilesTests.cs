using PspLoad.Reporting.Comparison;

namespace PspLoad.UnitTests.Reporting.Comparison;

public sealed class ComparisonFilesTests
{
    [Theory]
    [InlineData("same")]
    [InlineData("worse")]
    [InlineData("incomparable")]
    public void The_markdown_is_as_it_was_read(string after) => ComparedSamples.EqualInBothCultures(after, $"compared.{after}.md", ComparisonFiles.Table);

    [Fact]
    public void The_table_fits_and_the_files_are_written()
    {
        using var before = new ReportFolder(new SampleRun(1));
        using var after = new ReportFolder(new SampleRun(2) { Slowness = 1.3 });
        var comparison = RunComparison.Of(before.Read(), after.Read(), RunComparison.UsualMargin);
        using var output = new StringWriter { NewLine = "\n" };
        ComparisonText.Write(output, comparison);

        Assert.DoesNotContain(output.ToString().Split('\n').Skip(2), line => line.Length > 80);
        var folder = ComparisonFiles.Write(comparison);
        Assert.Equal(["compared.md", "overlay.csv", "overlay.png", "overlay.svg"], Directory.GetFiles(folder).Select(Path.GetFileName).Order());
    }
}
