using ScottPlot;
using SkiaSharp;

namespace PspLoad.Reporting.Drawing;

/// <summary>A plot with its heading and legend above it.</summary>
/// <param name="Plot">axes and data; <see cref="Style"/> gives it the common style</param>
/// <param name="Heading">what is shown, with its unit</param>
/// <param name="Keys">legend</param>
/// <param name="XLabel">label below the axis; null where a panel below has it</param>
/// <param name="DataHeight">height of the plot without labels, pixels at scale 1</param>
internal sealed record PlotPanel(Plot Plot, string Heading, IReadOnlyList<LegendKey> Keys, string? XLabel, float DataHeight) : IPicturePanel
{
    private const float HeadingHeight = 40;
    private const float TickHeight = 26;

    /// <summary>Pixels of a mark in the legend, with the space around it.</summary>
    private const float MarkWidth = 46;

    public float Height => HeadingHeight + DataHeight + TickHeight + (XLabel is null ? 0 : 22);

    /// <summary>Makes a plot plain: horizontal grid lines only, and a frame only at the bottom.</summary>
    public static Plot Style(Plot plot)
    {
        EmbeddedFont.Use();
        plot.FigureBackground.Color = Colors.Transparent;
        plot.DataBackground.Color = Colors.Transparent;
        plot.Grid.XAxisStyle.IsVisible = false;
        plot.Grid.YAxisStyle.MajorLineStyle.Color = Color.FromHex(ChartColor.Grid);
        foreach (var axis in new IAxis[] { plot.Axes.Left, plot.Axes.Bottom })
        {
            axis.TickLabelStyle.FontName = EmbeddedFont.Name;
            axis.TickLabelStyle.FontSize = 13;
            axis.TickLabelStyle.ForeColor = Color.FromHex(ChartColor.Quiet);
            axis.MajorTickStyle.Color = Color.FromHex(ChartColor.Band);
            axis.MinorTickStyle.Length = 0;
        }
        plot.Axes.Left.MajorTickStyle.Length = 0;
        plot.Axes.Left.FrameLineStyle.Width = 0;
        plot.Axes.Right.FrameLineStyle.Width = 0;
        plot.Axes.Top.FrameLineStyle.Width = 0;
        plot.Axes.Bottom.FrameLineStyle.Color = Color.FromHex(ChartColor.Band);

        // Otherwise the plot would clear the whole canvas, with the panels above it.
        plot.RenderManager.ClearCanvasBeforeEachRender = false;
        return plot;
    }

    public void Draw(SKCanvas canvas, SKRect place)
    {
        var baseline = place.Top + 25;
        Pen.Text(canvas, Heading, 28, baseline, 15, ChartColor.Ink, bold: true);
        DrawKeys(canvas, baseline);
        Plot.Layout.Fixed(new PixelPadding(Picture.Left, Picture.Right, TickHeight, 0));
        Plot.Render(canvas, new PixelRect(place.Left, place.Right, place.Top + HeadingHeight + DataHeight + TickHeight, place.Top + HeadingHeight));
        if (XLabel is not null)
            Pen.Text(canvas, XLabel, (Picture.Left + Picture.Width - Picture.Right) / 2, place.Bottom - 6, 13, ChartColor.Quiet, align: SKTextAlign.Center);
    }

    /// <summary>Draws the legend from the right edge to the left.</summary>
    private void DrawKeys(SKCanvas canvas, float baseline)
    {
        var x = Picture.Width - Picture.Right;
        var room = x - 58 - Pen.Width(Heading, 15, bold: true) - MarkWidth * Keys.Count;
        var widest = Keys.Sum(key => Pen.Width(key.Label, 13)) <= room ? float.MaxValue : room / Keys.Count;
        foreach (var key in Keys.Reverse())
        {
            var label = Pen.Fit(key.Label, 13, widest);
            x -= Pen.Width(label, 13);
            Pen.Text(canvas, label, x, baseline, 13, ChartColor.Ink);
            x -= 28;
            if (key.Mark == KeyMark.Area)
                Pen.Box(canvas, x + 6, baseline - 10, 14, 11, key.Color);
            else
                Pen.Line(canvas, x, baseline - 4.5f, x + 20, baseline - 4.5f, key.Color, 3, key.Mark == KeyMark.Dashed);
            x -= 18;
        }
    }
}
