using PspLoad.Core.Errors;
using PspLoad.Core.Results;
using PspLoad.Reporting;
using PspLoad.Reporting.Charts;
using PspLoad.Reporting.Runs;
using SkiaSharp;

namespace PspLoad.UnitTests.Reporting.Charts;

public sealed class RunChartsTests
{
    [Fact]
    public void A_run_has_all_charts_and_each_has_a_picture_and_its_figures()
    {
        using var folder = new ReportFolder(new SampleRun { Lost = 2 });
        var charts = RunCharts.Of(folder.Read());

        Assert.Equal(["signature", "percentiles", "distribution", "errors", "injector", "hosts"], charts.Select(chart => chart.Name));
        foreach (var chart in charts)
        {
            using var picture = SKBitmap.Decode(chart.Picture.ToPng(scale: 1));
            Assert.Equal((1200, (int)chart.Picture.Height), (picture.Width, picture.Height));
            Assert.True(picture.Pixels.Distinct().Count() > 20, $"{chart.Name} is empty");
            Assert.True(chart.Data.ToText().Split('\n').Length > 5, $"{chart.Name} has no figures");
        }
    }

    [Fact]
    public void A_run_that_ended_before_its_first_second_has_a_report_without_charts()
    {
        using var folder = new ReportFolder(
            new SampleRun
            {
                Seconds = 5,
                FaultAt = null,
                WithHosts = false,
            }
        );
        File.Delete(folder.Read().FileOf(ResultFiles.Intervals));
        File.Delete(folder.Read().FileOf(ResultFiles.Latencies));

        Assert.Empty(RunCharts.Of(folder.Read()));
        ReportWriter.WriteAll(folder.Path);
        Assert.True(File.Exists(folder.Read().FileOf(ReportFiles.Html)));
    }

    [Fact]
    public void A_damaged_log_of_histograms_is_named()
    {
        using var folder = new ReportFolder(
            new SampleRun
            {
                Seconds = 5,
                FaultAt = null,
                WithHosts = false,
            }
        );
        var log = folder.Read().FileOf(ResultFiles.Latencies);
        File.AppendAllText(log, "Tag=card-sale|-|ok|response,1.000,1.000,1.0,damaged\n");

        var failed = Assert.Throws<OperationFailedException>(() => ReportWriter.WriteAll(folder.Path));
        Assert.StartsWith($"{log}:", failed.Message, StringComparison.Ordinal);
    }
}
