using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace PspLoad.Reporting.Html;

/// <summary>The frame of a page: style, scripts, and a content security policy that blocks everything else.</summary>
internal static class Page
{
    /// <param name="title">title of the window</param>
    /// <param name="content">content of the body</param>
    /// <param name="data">JSON for the script; must not contain <c>&lt;</c></param>
    public static string Of(string title, Markup content, string data)
    {
        var (library, script) = (Read("uPlot.uPlot.iife.min.js"), Read("Assets.report.js"));
        Markup page = $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src {HashOf(
                library
            )} {HashOf(script)}">
            <title>{title} · PspLoad</title>
            <link rel="icon" href="data:,">
            <style>{Markup.Trusted(Read("uPlot.uPlot.min.css"))}{Markup.Trusted(Read("Assets.report.css"))}</style>
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

    /// <summary>Reads a file from the assembly.</summary>
    /// <param name="name">folder and file below <c>Html</c>, such as <c>Assets.report.css</c></param>
    private static string Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"PspLoad.Reporting.Html.{name}")
            ?? throw new InvalidOperationException($"{name} is not in the assembly");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>The name of a script in a content security policy.</summary>
    private static string HashOf(string script) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)))}'";
}
