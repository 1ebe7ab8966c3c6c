using System.Globalization;
using System.Text.RegularExpressions;
using PspLoad.Reporting.Charts;
using SkiaSharp;

namespace PspLoad.UnitTests.Reporting.Charts;

public sealed class RunKneeChartTests
{
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
        var chart = RunKneeChart.Of(folder.Read())!;

        var carried = Regex.Match(
            chart.Picture.Title,
            @"^Carried up to (?<carried>[\d.]+)/s; of (?<asked>[\d.]+)/s it completed (?<achieved>[\d.]+)/s$",
            RegexOptions.None,
            TimeSpan.FromSeconds(1)
        );
        double Figure(string group) => double.Parse(carried.Groups[group].Value, CultureInfo.InvariantCulture);
        Assert.True(carried.Success, chart.Picture.Title);
        // The width of a level is a twentieth of the highest rate, 13/s.
        Assert.InRange(Figure("carried"), 180 - 13, 180 + 13);
        Assert.InRange(Figure("asked"), 180, 180 + 2 * 13);
        Assert.InRange(Figure("achieved"), 170, 185);
        using var picture = SKBitmap.Decode(chart.Picture.ToPng(scale: 1));
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

        Assert.StartsWith("Carried the full target rate, up to 1", RunKneeChart.Of(below.Read())!.Picture.Title, StringComparison.Ordinal);
        Assert.Null(RunKneeChart.Of(steady.Read()));
    }
}
