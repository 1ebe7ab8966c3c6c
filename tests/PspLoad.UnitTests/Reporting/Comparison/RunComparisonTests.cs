using PspLoad.Core.Results;
using PspLoad.Reporting.Comparison;

namespace PspLoad.UnitTests.Reporting.Comparison;

/// <summary>Better, same, worse, or too few runs to tell.</summary>
public sealed class RunComparisonTests
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
        var findings = RunComparison.Of(folder.Read(), folder.Read(), RunComparison.UsualMargin).Findings.Select(finding => finding.Name).ToList();

        Assert.Equal(["same-run", "short-run", "short-run"], findings);
    }

    [Fact]
    public void One_lost_payment_is_worse()
    {
        var comparison = Compare(new SampleRun(1), new SampleRun(1) { Lost = 1 });

        Assert.Equal(Sameness.Worse, Of(comparison, "money violations"));
        Assert.True(comparison.IsWorse);
    }

    /// <summary>A report that was copied without its large files; its figures were shown as 0, and as better.</summary>
    [Theory]
    [InlineData(ResultFiles.Latencies, "response time p99")]
    [InlineData(ResultFiles.Intervals, "throughput")]
    [InlineData(ResultFiles.Intervals, "not completed")]
    public void What_was_not_recorded_is_never_0_and_gives_no_verdict(string file, string figure)
    {
        using var whole = new ReportFolder(new SampleRun(1));
        using var copied = new ReportFolder(new SampleRun(2));
        File.Delete(Path.Combine(copied.Read().Path, file));
        var comparison = RunComparison.Of(whole.Read(), copied.Read(), RunComparison.UsualMargin);

        var change = Assert.Single(comparison.Changes, change => change.Name == figure);
        Assert.Equal((Sameness.NotRecorded, MetricChange.Missing, null), (change.Sameness, change.After, change.ChangePercent));
        Assert.False(comparison.IsWorse);
        Assert.Contains(comparison.Findings, finding => finding.Message.Contains(file, StringComparison.Ordinal));
    }

    [Fact]
    public void Different_scenarios_are_named()
    {
        var comparison = Compare(new SampleRun(), new SampleRun { Scenario = "spike", Rate = 100 });

        Assert.Contains(comparison.Findings, finding => finding.Id == FindingId.ScenarioDiffers);
        Assert.Contains(comparison.Findings, finding => finding.Id == FindingId.TargetDiffers);
    }

    private static Sameness Of(RunComparison comparison, string name) => Assert.Single(comparison.Changes, change => change.Name == name).Sameness;

    private static RunComparison Compare(SampleRun before, SampleRun after)
    {
        using var first = new ReportFolder(before);
        using var second = new ReportFolder(after);
        return RunComparison.Of(first.Read(), second.Read(), RunComparison.UsualMargin);
    }
}
