using PspLoad.Reporting.Charts;

namespace PspLoad.UnitTests.Reporting.Charts;

public sealed class SecondSeriesTests
{
    [Fact]
    public void A_long_run_is_reduced_and_keeps_its_worst_second()
    {
        using var folder = new ReportFolder(
            new SampleRun
            {
                Seconds = 4_500,
                Rate = 4,
                FaultAt = 20,
                WithHosts = false,
            }
        );
        var run = folder.Read();
        var seconds = new SecondSeries(run.Intervals, run.Run.DurationSeconds);

        Assert.InRange(seconds.Begins.Count, SecondSeries.MostPoints / 2, SecondSeries.MostPoints);
        Assert.Equal(run.Intervals.Max(second => second.ResponseTimeMs.Max), seconds.Most(second => second.ResponseTimeMs.Max).Max());
        Assert.Equal(run.Intervals.Min(second => second.Completed), seconds.Least(second => second.Completed).Min());
    }
}
