using PspLoad.Reporting.Drawing;

namespace PspLoad.Reporting.Html;

/// <summary>A chart as a picture in the page.</summary>
internal static class ChartFigure
{
    public static Markup Of(Chart chart, byte[] png) =>
        $"""
            <figure>
            <div class="picture"><img src="data:image/png;base64,{Convert.ToBase64String(png)}" alt="{chart.Alternative}" width="{(long)
                Picture.Width}" height="{(long)chart.Picture.Height}"></div>
            <figcaption>{chart.Caption}</figcaption>
            </figure>
            """;

    /// <summary>With a place where the script draws an interactive version.</summary>
    public static Markup Live(Chart chart, byte[] png) =>
        $"""
            <section aria-labelledby="over-time"><h2 id="over-time">Over time</h2>
            <figure id="signature">
            <div class="picture"><img src="data:image/png;base64,{Convert.ToBase64String(png)}" alt="{chart.Alternative}" width="{(long)
                Picture.Width}" height="{(long)chart.Picture.Height}"></div>
            <div class="live" hidden></div>
            <figcaption>{chart.Caption}</figcaption>
            </figure>
            </section>
            """;
}
