using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using SkiaSharp;

namespace PspLoad.Reporting.Drawing;

/// <summary>A picture: a title, a line below it, and panels below each other.</summary>
/// <param name="Title">what it says, one line</param>
/// <param name="Subtitle">where the figures come from: scenario, environment, commit and date</param>
/// <param name="Panels">from top to bottom</param>
internal sealed partial record Picture(string Title, string Subtitle, IReadOnlyList<IPicturePanel> Panels)
{
    /// <summary>Pixels at scale 1.</summary>
    public const float Width = 1200;

    /// <summary>Pixels left of every plot, so that the time axes of all panels align.</summary>
    public const float Left = 84;

    /// <summary>Pixels right of every plot.</summary>
    public const float Right = 28;

    private const float Head = 84;
    private const float Foot = 16;

    public float Height => Head + Panels.Sum(panel => panel.Height) + Foot;

    /// <param name="scale">pixels per unit; 2 for print and high-resolution screens</param>
    public byte[] ToPng(float scale)
    {
        using var bitmap = new SKBitmap((int)(Width * scale), (int)(Height * scale));
        using (var canvas = new SKCanvas(bitmap))
        {
            canvas.Scale(scale);
            Draw(canvas);
        }
        using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    public byte[] ToSvg()
    {
        using var stream = new MemoryStream();
        using (var canvas = SKSvgCanvas.Create(SKRect.Create(Width, Height), stream))
            Draw(canvas);
        return Renumbered(Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length));
    }

    /// <summary>Skia counts clip paths over the whole process. Counting them per picture makes equal pictures equal files.</summary>
    private static byte[] Renumbered(string svg)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        return Encoding.UTF8.GetBytes(
            ClipName()
                .Replace(svg, clip =>
                {
                    numbers.TryAdd(clip.Value, numbers.Count);
                    return string.Create(CultureInfo.InvariantCulture, $"cl_{numbers[clip.Value]}");
                })
        );
    }

    [GeneratedRegex("""(?<=id="|url\(#)cl_[0-9a-f]+""", RegexOptions.None, 1000)]
    private static partial Regex ClipName();

    private void Draw(SKCanvas canvas)
    {
        EmbeddedFont.Use();
        Pen.Box(canvas, 0, 0, Width, Height, "FFFFFF");
        Pen.Text(canvas, Pen.Fit(Title, 23, Width - 56, bold: true), 28, 42, 23, ChartColor.Ink, bold: true);
        Pen.Text(canvas, Pen.Fit(Subtitle, 14, Width - 56), 28, 66, 14, ChartColor.Quiet);
        var top = Head;
        foreach (var panel in Panels)
        {
            panel.Draw(canvas, SKRect.Create(0, top, Width, panel.Height));
            top += panel.Height;
        }
    }
}

/// <summary>A part of a picture, as wide as the picture.</summary>
internal interface IPicturePanel
{
    /// <summary>Pixels at scale 1.</summary>
    float Height { get; }

    /// <param name="canvas">where to draw</param>
    /// <param name="place">the panel's part of the canvas, pixels at scale 1</param>
    void Draw(SKCanvas canvas, SKRect place);
}
