using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using SkiaSharp;

namespace PspLoad.Reporting.Charts;

/// <summary>A picture: title, line below it, panels under each other.</summary>
/// <param name="Title">what it shows, in one line</param>
/// <param name="Subtitle">scenario, environment, commit and date</param>
/// <param name="Panels">from top to bottom</param>
internal sealed partial record Figure(string Title, string Subtitle, IReadOnlyList<IPanel> Panels)
{
    /// <summary>Pixels at scale 1.</summary>
    public const float Width = 1200;

    /// <summary>Room left of every plot, so that their time axes stand under each other.</summary>
    public const float Left = 84;

    public const float Right = 28;

    private const float Head = 84;
    private const float Foot = 16;

    public float Height => Head + Panels.Sum(panel => panel.Height) + Foot;

    /// <param name="scale">2 for print and fine screens</param>
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

    /// <summary>Skia numbers its clips through the whole process; a figure's own numbers make the same figure the same file.</summary>
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
        Pen.Text(canvas, Pen.Fit(Title, 23, Width - 56, bold: true), 28, 42, 23, Palette.Ink, bold: true);
        Pen.Text(canvas, Pen.Fit(Subtitle, 14, Width - 56), 28, 66, 14, Palette.Quiet);
        var top = Head;
        foreach (var panel in Panels)
        {
            panel.Draw(canvas, SKRect.Create(0, top, Width, panel.Height));
            top += panel.Height;
        }
    }
}
