using SkiaSharp;

namespace PspLoad.Reporting.Drawing;

/// <summary>Draws text and simple marks beside the plots.</summary>
internal static class Pen
{
    /// <param name="canvas">where to draw</param>
    /// <param name="text">what to write</param>
    /// <param name="x">left end, middle or right end, by <paramref name="align"/></param>
    /// <param name="y">baseline</param>
    /// <param name="size">pixels</param>
    /// <param name="color">RRGGBB</param>
    /// <param name="bold">semi-bold instead of regular</param>
    /// <param name="align">what <paramref name="x"/> is</param>
    public static void Text(SKCanvas canvas, string text, float x, float y, float size, string color, bool bold = false, SKTextAlign align = SKTextAlign.Left)
    {
        using var font = Font(size, bold);
        using var paint = new SKPaint { Color = SKColor.Parse(color), IsAntialias = true };
        canvas.DrawText(text, x, y, align, font, paint);
    }

    public static float Width(string text, float size, bool bold = false)
    {
        using var font = Font(size, bold);
        return font.MeasureText(text);
    }

    /// <summary>Cuts text with an ellipsis to at most <paramref name="room"/> pixels.</summary>
    public static string Fit(string text, float size, float room, bool bold = false)
    {
        if (Width(text, size, bold) <= room)
            return text;
        var length = text.Length;
        while (length > 0 && Width(text[..length] + "…", size, bold) > room)
            length--;
        return text[..length].TrimEnd() + "…";
    }

    public static void Box(SKCanvas canvas, float x, float y, float width, float height, string color, byte alpha = 255)
    {
        using var paint = new SKPaint { Color = SKColor.Parse(color).WithAlpha(alpha), IsAntialias = true };
        canvas.DrawRect(x, y, width, height, paint);
    }

    public static void Line(SKCanvas canvas, float x1, float y1, float x2, float y2, string color, float width = 1, bool dashed = false)
    {
        if (dashed)
        {
            using var path = new SKPath();
            path.AddPoly([new(x1, y1), new(x2, y2)], close: false);
            Dashes(canvas, path, color, width);
            return;
        }
        using var paint = new SKPaint
        {
            Color = SKColor.Parse(color),
            StrokeWidth = width,
            IsAntialias = true,
        };
        canvas.DrawLine(x1, y1, x2, y2, paint);
    }

    /// <summary>Draws every dash as a shape of its own: in SVG files Skia draws a dashed stroke as a solid line.</summary>
    public static void Dashes(SKCanvas canvas, SKPath path, string color, float width)
    {
        using var dash = SKPathEffect.CreateDash([6, 4], 0);
        using var stroke = new SKPaint
        {
            Style = SKPaintStyle.Stroke,
            StrokeWidth = width,
            PathEffect = dash,
        };
        using var shapes = new SKPath();
        stroke.GetFillPath(path, shapes);
        using var fill = new SKPaint { Color = SKColor.Parse(color), IsAntialias = true };
        canvas.DrawPath(shapes, fill);
    }

    /// <summary>A cross with its centre at (x, y).</summary>
    public static void Cross(SKCanvas canvas, float x, float y, float half, string color)
    {
        Line(canvas, x - half, y - half, x + half, y + half, color, 2.5f);
        Line(canvas, x - half, y + half, x + half, y - half, color, 2.5f);
    }

    private static SKFont Font(float size, bool bold) => new(bold ? EmbeddedFont.SemiBold : EmbeddedFont.Regular, size) { Subpixel = true };
}
