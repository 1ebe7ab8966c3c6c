using Microsoft.Playwright;
using PspLoad.Reporting;
using PspLoad.Reporting.Runs;
using PspLoad.UnitTests.Architecture;
using PspLoad.UnitTests.Reporting;

namespace PspLoad.IntegrationTests.Reporting;

/// <summary>One report with hostile texts and one browser (Debian's Chromium), for all tests of the page.</summary>
public sealed class SamplePage : IAsyncLifetime
{
    public const string Hostile = "</script><script>window.hacked = 1</script><img src=x onerror='window.hacked = 2'>";

    private const string Chromium = "/usr/bin/chromium";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pspload-page-");
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Folder with the screenshots of the last test run.</summary>
    public static string Screenshots { get; } = Path.Combine(Repository.Root, "artifacts", "screenshots");

    public static bool IsPossible => File.Exists(Chromium);

    public async ValueTask InitializeAsync()
    {
        if (!IsPossible)
            return;
        ReportWriter.WriteAll(
            new SampleRun
            {
                Lost = 12,
                Message = Hostile,
                FlowName = "a-flow-with-a-name-that-is-much-longer-than-any-column-of-a-table-on-a-telephone",
            }.Write(_folder.FullName)
        );
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Chromium, Args = ["--no-sandbox"] });
    }

    /// <summary>Opens the report without a network.</summary>
    /// <param name="complaints">receives messages and errors of the browser's console</param>
    public async Task<IPage> OpenAsync(ICollection<string> complaints, int width = 1280, int height = 900, bool javaScript = true)
    {
        var page = await _browser!.NewPageAsync(
            new BrowserNewPageOptions
            {
                ViewportSize = new ViewportSize { Width = width, Height = height },
                JavaScriptEnabled = javaScript,
                Offline = true,
            }
        );
        page.Console += (_, message) => complaints.Add(message.Text);
        page.PageError += (_, error) => complaints.Add(error);
        await page.GotoAsync(new Uri(Path.Combine(_folder.FullName, ReportFiles.Html)).AbsoluteUri);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        _folder.Delete(recursive: true);
    }
}
