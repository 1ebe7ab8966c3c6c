namespace PspLoad.Reporting.Html;

/// <summary>The frame of a page: style, scripts and a policy that lets nothing else run or load.</summary>
internal static class Page
{
    /// <param name="title">of the window</param>
    /// <param name="content">of the body</param>
    /// <param name="data">JSON for the script, without any <c>&lt;</c></param>
    public static string Of(string title, Markup content, string data)
    {
        var (library, script) = (Asset.Read("uPlot.uPlot.iife.min.js"), Asset.Read("Assets.report.js"));
        Markup page = $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src {Asset.HashOf(
                library
            )} {Asset.HashOf(script)}">
            <title>{title} · PspLoad</title>
            <link rel="icon" href="data:,">
            <style>{Markup.Trusted(Asset.Read("uPlot.uPlot.min.css"))}{Markup.Trusted(Asset.Read("Assets.report.css"))}</style>
            </head>
            <body>
            <main>
            {content}
            </main>
            <script type="application/json" id="data">{Markup.Trusted(data)}</script>
            <script>{Markup.Trusted(library)}</script>
            <script>{Markup.Trusted(script)}</script>
            </body>
            </html>

            """;
        return page.ToString();
    }
}
