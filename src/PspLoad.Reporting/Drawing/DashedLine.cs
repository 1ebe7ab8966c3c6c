using ScottPlot;
using SkiaSharp;

namespace PspLoad.Reporting.Drawing;

/// <summary>A dashed line through points. ScottPlot's own dashes are lost in SVG files (see <see cref="Pen.Dashes"/>).</summary>
/// <param name="points">in units of the axes, none of them NaN</param>
/// <param name="color">RRGGBB</param>
/// <param name="width">pixels</param>
internal sealed class DashedLine(IReadOnlyList<Coordinates> points, string color, float width) : IPlottable
{
    public bool IsVisible { get; set; } = true;

    public IAxes Axes { get; set; } = new Axes();

    public IEnumerable<LegendItem> LegendItems => [];

    public AxisLimits GetAxisLimits() =>
        new(points.Min(point => point.X), points.Max(point => point.X), points.Min(point => point.Y), points.Max(point => point.Y));

    public void Render(RenderPack rp)
    {
        using var path = new SKPath();
        path.AddPoly([.. points.Select(Axes.GetPixel).Select(pixel => new SKPoint(pixel.X, pixel.Y))], close: false);
        Pen.Dashes(rp.Canvas, path, color, width);
    }
}
