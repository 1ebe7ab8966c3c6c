using PspLoad.Reporting.Comparison;
using PspLoad.Reporting.History;

namespace PspLoad.UnitTests.Reporting;

/// <summary>Tables of comparisons and of the history, word for word, in this culture and in another.</summary>
public sealed class ComparisonGoldenTests
{
    [Theory]
    [InlineData("same")]
    [InlineData("worse")]
    [InlineData("incomparable")]
    public void The_table_is_as_it_was_read(string after) => EqualInBothCultures(after, $"compared.{after}.txt", comparison =>
        {
            using var output = new StringWriter { NewLine = "\n" };
            ComparisonText.Write(output, comparison);
            return output.ToString();
        });

    [Theory]
    [InlineData("same")]
    [InlineData("worse")]
    [InlineData("incomparable")]
    public void The_markdown_is_as_it_was_read(string after) => EqualInBothCultures(after, $"compared.{after}.md", ComparisonFiles.Table);

    [Fact]
    public void The_history_is_as_it_was_read()
    {
        HistoryEntry Entry(int day, int code, double p99, double? back, long? wrong) =>
            new(
                $"failover/202611{day:00}-093000",
                "failover",
                "quick",
                new(2026, 11, day, 9, 30, 0, TimeSpan.Zero),
                "f690ccd",
                "VALID",
                code,
                1_193.04,
                4.01,
                p99,
                3.508,
                back,
                wrong
            );
        HistoryEntry[] entries = [Entry(1, 0, 59.8, 2.1, 0), Entry(2, 1, 2_013, null, 0), Entry(3, 5, 63.7, 12, 3), Entry(4, 130, 63.7, null, null)];
        string Written()
        {
            using var output = new StringWriter { NewLine = "\n" };
            HistoryText.Write(output, entries);
            return output.ToString();
        }

        Golden.Equal("history.txt", Written());
        Golden.Equal("history.txt", Golden.InAnotherCulture(Written));
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

    private static void EqualInBothCultures(string after, string file, Func<RunComparison, string> write)
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
}
