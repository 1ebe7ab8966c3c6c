using PspLoad.Core.Results;
using PspLoad.Reporting.Comparison;

namespace PspLoad.UnitTests.Reporting;

/// <summary>Better, same, worse, or too few runs to tell.</summary>
public sealed class ComparisonTests
{
    [Fact]
    public void Two_runs_of_the_same_system_are_not_worse()
    {
        var comparison = Compare(new SampleRun(1) { Seconds = 120, FaultAt = null }, new SampleRun(2) { Seconds = 120, FaultAt = null });

        Assert.False(comparison.IsWorse);
        Assert.Equal(Sameness.Same, Of(comparison, "response time p50"));
        Assert.Equal(Sameness.Same, Of(comparison, "throughput"));
    }

    [Fact]
    public void A_slower_system_is_worse_and_the_other_way_round_better()
    {
        var (usual, slow) = (new SampleRun(1) { FaultAt = null }, new SampleRun(2) { FaultAt = null, Slowness = 1.3 });

        Assert.Equal(Sameness.Worse, Of(Compare(usual, slow), "response time p99"));
        Assert.Equal(Sameness.Better, Of(Compare(slow, usual), "response time p99"));
    }

    [Fact]
    public void Short_runs_and_single_recoveries_are_too_few_to_tell()
    {
        Assert.Equal(
            Sameness.TooFewRuns,
            Of(
                Compare(
                    new SampleRun(1) { Seconds = 10, FaultAt = null },
                    new SampleRun(2)
                    {
                        Seconds = 10,
                        FaultAt = null,
                        Slowness = 3,
                    }
                ),
                "response time p99"
            )
        );
        Assert.Equal(Sameness.TooFewRuns, Of(Compare(new SampleRun(1), new SampleRun(2)), "back after kill-active-application"));
    }

    [Fact]
    public void A_fault_is_no_noise()
    {
        var (same, slower) = (Compare(new SampleRun(1), new SampleRun(2)), Compare(new SampleRun(1), new SampleRun(2) { Slowness = 1.3 }));

        Assert.Equal(Sameness.Same, Of(same, "throughput"));
        Assert.Equal(Sameness.Same, Of(same, "not completed"));
        Assert.False(same.IsWorse);
        Assert.Equal(Sameness.Worse, Of(slower, "response time p95"));
        Assert.Equal(Sameness.TooFewRuns, Of(same, "errors by kill-active-application"));
    }

    [Fact]
    public void A_run_compared_with_itself_and_a_short_one_are_named()
    {
        using var folder = new ReportFolder(new SampleRun { Seconds = 10, FaultAt = null });
        var findings = RunComparison.Of(folder.Read(), folder.Read(), RunComparison.UsualMargin).Findings.Select(finding => finding.Id.JsonName()).ToList();

        Assert.Equal(["same-run", "short-run", "short-run"], findings);
    }

    [Fact]
    public void One_lost_payment_is_worse()
    {
        var comparison = Compare(new SampleRun(1), new SampleRun(1) { Lost = 1 });

        Assert.Equal(Sameness.Worse, Of(comparison, "money violations"));
        Assert.True(comparison.IsWorse);
    }

    [Fact]
    public void Different_scenarios_are_named()
    {
        var comparison = Compare(new SampleRun(), new SampleRun { Scenario = "spike", Rate = 100 });

        Assert.Contains(comparison.Findings, finding => finding.Id == FindingId.ScenarioDiffers);
        Assert.Contains(comparison.Findings, finding => finding.Id == FindingId.TargetDiffers);
    }

    [Theory]
    [InlineData(1, -2, 4, Sameness.Same)]
    [InlineData(20, 10, 30, Sameness.Worse)]
    [InlineData(-20, -30, -10, Sameness.Better)]
    [InlineData(20, -5, 45, Sameness.TooFewRuns)]
    [InlineData(3, 1, 9, Sameness.TooFewRuns)]
    public void A_change_is_judged_by_its_interval_and_the_margin(double change, double low, double high, Sameness expected) =>
        Assert.Equal(expected, Decision.Of(change, low, high, margin: 5, moreIsBetter: false));

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

    private static Sameness Of(RunComparison comparison, string name) => Assert.Single(comparison.Changes, change => change.Name == name).Sameness;

    private static RunComparison Compare(SampleRun before, SampleRun after)
    {
        using var first = new ReportFolder(before);
        using var second = new ReportFolder(after);
        return RunComparison.Of(first.Read(), second.Read(), RunComparison.UsualMargin);
    }
}
