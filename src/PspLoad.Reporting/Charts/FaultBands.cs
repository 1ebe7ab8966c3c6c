using PspLoad.Core.Results;
using PspLoad.Reporting.Drawing;
using PspLoad.Reporting.Wording;
using ScottPlot;

namespace PspLoad.Reporting.Charts;

/// <summary>Faults as grey bands: from a fault until the service was back.</summary>
internal static class FaultBands
{
    /// <summary>Draws the bands behind the data that follows.</summary>
    public static void Fill(Plot plot, RunDocument run)
    {
        foreach (var span in FaultSpan.Of(run))
        {
            var band = plot.Add.HorizontalSpan(span.From, span.To);
            band.FillStyle.Color = Color.FromHex(ChartColor.Band).WithAlpha(0.28);
            band.LineStyle.Width = 0;
        }
    }

    /// <summary>Draws the edges of the bands in front of the data so far. Leaves out narrow bands, whose edges would hide the data between them.</summary>
    public static void Edges(Plot plot, RunDocument run)
    {
        var wide = FaultSpan.Of(run).Where(span => span.To - span.From > run.DurationSeconds / 100);
        foreach (var edge in wide.SelectMany(span => new[] { span.From, span.To }))
            plot.Add.VerticalLine(edge, 1, Color.FromHex(ChartColor.Quiet));
    }
}
