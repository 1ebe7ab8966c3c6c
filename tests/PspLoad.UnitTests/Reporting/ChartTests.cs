using System.Globalization;
using System.Text.RegularExpressions;
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
        var charts = ChartSet.Of(folder.Read());

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
        var seconds = new Seconds(run.Intervals, run.Run.DurationSeconds);

        Assert.InRange(seconds.Begins.Count, Seconds.MostPoints / 2, Seconds.MostPoints);
        Assert.Equal(run.Intervals.Max(second => second.ResponseTimeMs.Max), seconds.Most(second => second.ResponseTimeMs.Max).Max());
        Assert.Equal(run.Intervals.Min(second => second.Completed), seconds.Least(second => second.Completed).Min());
    }

    [Fact]
    public void A_rising_rate_shows_where_capacity_ends()
    {
        using var folder = new ReportFolder(
            new SampleRun
            {
                Seconds = 120,
                Rate = 20,
                RampTo = 260,
                Capacity = 180,
                FaultAt = null,
                WithHosts = false,
            }
        );
        var chart = KneeChart.Of(folder.Read())!;

        var carried = Regex.Match(
            chart.Figure.Title,
            @"^Carried up to (?<carried>[\d.]+)/s; of (?<asked>[\d.]+)/s it completed (?<achieved>[\d.]+)/s$",
            RegexOptions.None,
            TimeSpan.FromSeconds(1)
        );
        double Figure(string group) => double.Parse(carried.Groups[group].Value, CultureInfo.InvariantCulture);
        Assert.True(carried.Success, chart.Figure.Title);
        // A level is a twentieth of the highest rate, 13/s.
        Assert.InRange(Figure("carried"), 180 - 13, 180 + 13);
        Assert.InRange(Figure("asked"), 180, 180 + 2 * 13);
        Assert.InRange(Figure("achieved"), 170, 185);
        using var picture = SKBitmap.Decode(chart.Figure.ToPng(scale: 1));
        Assert.True(picture.Pixels.Distinct().Count() > 20);
    }

    [Fact]
    public void A_rising_rate_below_capacity_and_a_steady_rate_have_no_knee()
    {
        using var below = new ReportFolder(
            new SampleRun
            {
                Seconds = 60,
                Rate = 20,
                RampTo = 120,
                FaultAt = null,
                WithHosts = false,
            }
        );
        using var steady = new ReportFolder(new SampleRun());

        Assert.StartsWith("Carried all that was asked, up to 1", KneeChart.Of(below.Read())!.Figure.Title, StringComparison.Ordinal);
        Assert.Null(KneeChart.Of(steady.Read()));
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
        File.Delete(folder.Read().FileOf(PspLoad.Core.Results.ResultFiles.Intervals));
        File.Delete(folder.Read().FileOf(PspLoad.Core.Results.ResultFiles.Latencies));

        Assert.Empty(ChartSet.Of(folder.Read()));
        PspLoad.Reporting.ReportWriter.WriteAll(folder.Path);
        Assert.True(File.Exists(folder.Read().FileOf(PspLoad.Reporting.ReportWriter.Html)));
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
        var log = folder.Read().FileOf(PspLoad.Core.Results.ResultFiles.Latencies);
        File.AppendAllText(log, "Tag=card-sale|-|ok|response,1.000,1.000,1.0,damaged\n");

        var failed = Assert.Throws<PspLoad.Core.Errors.OperationFailedException>(() => PspLoad.Reporting.ReportWriter.WriteAll(folder.Path));
        Assert.StartsWith($"{log}:", failed.Message, StringComparison.Ordinal);
    }

    private static bool HasRed(ReportFolder folder)
    {
        using var picture = SKBitmap.Decode(SignatureChart.Of(folder.Read())!.Figure.ToPng(scale: 1));
        return picture.Pixels.Contains(SKColor.Parse(Palette.Lost));
    }
}
