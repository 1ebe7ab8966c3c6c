using System.Text.RegularExpressions;
using PspLoad.Reporting;
using PspLoad.Reporting.ConsoleOutput;
using PspLoad.Reporting.Html;
using PspLoad.Reporting.JUnit;
using PspLoad.Reporting.Markdown;
using PspLoad.Reporting.Runs;

namespace PspLoad.UnitTests.Reporting;

/// <summary>What people and CI read, word for word, in this culture and in another.</summary>
public sealed partial class GoldenTests
{
    public static TheoryData<string> Runs => ["failover", "lost", "quiet"];

    [Theory]
    [MemberData(nameof(Runs))]
    public void The_console_summary_is_as_it_was_read(string run) => EqualInBothCultures(run, $"{run}.console.txt", ConsoleOf);

    [Theory]
    [MemberData(nameof(Runs))]
    public void The_markdown_summary_is_as_it_was_read(string run) => EqualInBothCultures(run, $"{run}.summary.md", MarkdownSummary.Write);

    [Theory]
    [MemberData(nameof(Runs))]
    public void The_junit_report_is_as_it_was_read(string run) => EqualInBothCultures(run, $"{run}.junit.xml", JUnitReport.Write);

    [Theory]
    [MemberData(nameof(Runs))]
    public void The_page_says_what_was_read(string run) => EqualInBothCultures(run, $"{run}.page.txt", TextOfPage);

    [Theory]
    [MemberData(nameof(Runs))]
    public void The_console_summary_fits_80_columns(string run)
    {
        using var folder = new ReportFolder(Make(run));

        Assert.DoesNotContain(ConsoleOf(folder.Read()).Replace(folder.Path, "results/failover/20261125-093000", StringComparison.Ordinal).Split('\n'), line =>
            line.Length > 80
        );
    }

    [Fact]
    public void Money_that_is_wrong_is_the_first_line_in_red()
    {
        using var folder = new ReportFolder(Make("lost"));
        using var output = new StringWriter { NewLine = "\n" };
        ConsoleSummary.Write(output, folder.Read(), color: true);

        Assert.StartsWith("\u001b[1;31mMONEY IS NOT ACCOUNTED FOR: 3 lost\u001b[0m\n", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_gives_the_same_files_each_time()
    {
        using var folder = new ReportFolder(Make("failover"));
        ReportWriter.WriteAll(folder.Path);
        var first = Contents(folder.Path);
        ReportWriter.WriteAll(folder.Path);

        Assert.Equal(first, Contents(folder.Path));
    }

    private static SortedDictionary<string, string> Contents(string path) =>
        new(
            Directory
                .EnumerateFiles(path, "*", SearchOption.AllDirectories)
                .ToDictionary(file => file, file => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file))))
        );

    private static SampleRun Make(string run) =>
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

    private static void EqualInBothCultures(string run, string file, Func<RunFolder, string> write)
    {
        using var folder = new ReportFolder(Make(run));
        string Written() => write(folder.Read()).Replace(folder.Path, "results/run", StringComparison.Ordinal);

        Golden.Equal(file, Written());
        Golden.Equal(file, Golden.InAnotherCulture(Written));
    }

    private static string ConsoleOf(RunFolder folder)
    {
        using var output = new StringWriter { NewLine = "\n" };
        ConsoleSummary.Write(output, folder, color: false);
        return output.ToString();
    }

    /// <summary>Elements, classes and words; pictures, style and scripts are tested elsewhere.</summary>
    private static string TextOfPage(RunFolder folder)
    {
        var page = HtmlReport.Write(folder, []);
        var main = page[page.IndexOf("<main>", StringComparison.Ordinal)..page.IndexOf("</main>", StringComparison.Ordinal)];
        return BetweenElements().Replace(main, "\n").Trim() + "\n";
    }

    [GeneratedRegex(@"\n\s*", RegexOptions.None, 1000)]
    private static partial Regex BetweenElements();
}
