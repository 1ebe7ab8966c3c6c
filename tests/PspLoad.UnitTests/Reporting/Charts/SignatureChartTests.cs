using PspLoad.Reporting.Charts;
using PspLoad.Reporting.Drawing;
using SkiaSharp;

namespace PspLoad.UnitTests.Reporting.Charts;

public sealed class SignatureChartTests
{
    [Fact]
    public void The_signature_has_every_second_and_red_only_where_money_was_lost()
    {
        using var clean = new ReportFolder(new SampleRun());
        using var lost = new ReportFolder(new SampleRun { Lost = 2 });

        Assert.Equal(60, SignatureChart.Of(clean.Read())!.Data.Rows.Count());
        Assert.False(HasRed(clean));
        Assert.True(HasRed(lost));
    }

    private static bool HasRed(ReportFolder folder)
    {
        using var picture = SKBitmap.Decode(SignatureChart.Of(folder.Read())!.Picture.ToPng(scale: 1));
        return picture.Pixels.Contains(SKColor.Parse(ChartColor.Lost));
    }
}
