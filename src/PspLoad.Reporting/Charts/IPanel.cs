using SkiaSharp;

namespace PspLoad.Reporting.Charts;

/// <summary>A part of a figure, as wide as the figure.</summary>
internal interface IPanel
{
    /// <summary>Its height in pixels at scale 1.</summary>
    float Height { get; }

    void Draw(SKCanvas canvas, SKRect place);
}
