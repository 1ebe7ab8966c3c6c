using PspLoad.Reporting.Charts;
using SkiaSharp;

namespace PspLoad.UnitTests.Reporting;

/// <summary>Charts by their data, and that there is a picture.</summary>
public sealed class ChartTests
{
    [Fact]
    public void A_run_has_all_charts_and_each_has_a_picture_and_its_figures()
    {
        using var folder = new ReportFolder(new SampleRun { Lost = 2 });
        var charts = ChartSet.Of(folder.Read()).ToList();

        Assert.Equal(["signature", "percentiles", "distribution", "errors", "injector", "hosts"], charts.Select(chart => chart.Name));
        foreach (var chart in charts)
        {
            using var picture = SKBitmap.Decode(chart.Figure.ToPng(scale: 1));
            Assert.Equal((1200, (int)chart.Figure.Height), (picture.Width, picture.Height));
            Assert.True(picture.Pixels.Distinct().Count() > 20, $"{chart.Name} is empty");
            Assert.True(chart.Data.ToText().Split('\n').Length > 5, $"{chart.Name} has no figures");
        }
    }

    [Fact]
    public void The_signature_has_every_second_and_red_only_where_money_was_lost()
    {
        using var clean = new ReportFolder(new SampleRun());
        using var lost = new ReportFolder(new SampleRun { Lost = 2 });

        Assert.Equal(60, SignatureChart.Of(clean.Read())!.Data.Rows.Count());
        Assert.False(HasRed(clean));
        Assert.True(HasRed(lost));
    }

    [Fact]
    public void A_long_run_is_reduced_and_keeps_its_worst_second()
    {
        using var folder = new ReportFolder(new SampleRun { Seconds = 4_500, Rate = 4, FaultAt = 20, WithHosts = false });
        var run = folder.Read();
        var seconds = new Seconds(run.Intervals, run.Run.DurationSeconds);

        Assert.InRange(seconds.Begins.Count, 1_000, Seconds.MostPoints);
        Assert.Equal(run.Intervals.Max(second => second.ResponseTimeMs.Max), seconds.Most(second => second.ResponseTimeMs.Max).Max());
        Assert.Equal(run.Intervals.Min(second => second.Completed), seconds.Least(second => second.Completed).Min());
    }

    [Fact]
    public void A_run_that_ended_before_its_first_second_has_a_report_without_charts()
    {
        using var folder = new ReportFolder(new SampleRun { Seconds = 5, FaultAt = null, WithHosts = false });
        File.Delete(folder.Read().FileOf(PspLoad.Core.Results.ResultFiles.Intervals));
        File.Delete(folder.Read().FileOf(PspLoad.Core.Results.ResultFiles.Latencies));

        Assert.Empty(ChartSet.Of(folder.Read()));
        PspLoad.Reporting.ReportWriter.WriteAll(folder.Path);
        Assert.True(File.Exists(folder.Read().FileOf(PspLoad.Reporting.ReportWriter.Html)));
    }

    private static bool HasRed(ReportFolder folder)
    {
        using var picture = SKBitmap.Decode(SignatureChart.Of(folder.Read())!.Figure.ToPng(scale: 1));
        return picture.Pixels.Contains(SKColor.Parse(Palette.Lost));
    }
}
