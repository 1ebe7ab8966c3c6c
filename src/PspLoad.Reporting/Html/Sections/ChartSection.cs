using PspLoad.Reporting.Charts;

namespace PspLoad.Reporting.Html.Sections;

/// <summary>A chart as a picture in the page.</summary>
internal static class ChartSection
{
    public static Markup Of(Chart chart, byte[] png) =>
        $"""
            <figure>
            <div class="picture"><img src="data:image/png;base64,{Convert.ToBase64String(png)}" alt="{chart.Alternative}" width="{(long)
                Figure.Width}" height="{(long)chart.Figure.Height}"></div>
            <figcaption>{chart.Caption}</figcaption>
            </figure>
            """;

    /// <summary>With a place where the script draws the same to be explored.</summary>
    public static Markup Live(Chart chart, byte[] png) =>
        $"""
            <section aria-labelledby="over-time"><h2 id="over-time">Over time</h2>
            <figure id="signature">
            <div class="picture"><img src="data:image/png;base64,{Convert.ToBase64String(png)}" alt="{chart.Alternative}" width="{(long)
                Figure.Width}" height="{(long)chart.Figure.Height}"></div>
            <div class="live" hidden></div>
            <figcaption>{chart.Caption}</figcaption>
            </figure>
            </section>
            """;
}
