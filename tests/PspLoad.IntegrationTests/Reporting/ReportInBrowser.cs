using Microsoft.Playwright;
using PspLoad.Reporting;
using PspLoad.UnitTests.Reporting;

namespace PspLoad.IntegrationTests.Reporting;

/// <summary>The page in a real browser: Debian's Chromium, without a network.</summary>
public sealed class ReportInBrowser : IAsyncLifetime
{
    private const string Chromium = "/usr/bin/chromium";
    private const string Hostile = "</script><script>window.hacked = 1</script><img src=x onerror='window.hacked = 2'>";

    private readonly string _folder = Directory.CreateTempSubdirectory("pspload-page-").FullName;
    private readonly List<string> _complaints = [];
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(File.Exists(Chromium), "Chromium is not installed: apt-get install chromium");
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Chromium, Args = ["--no-sandbox"] });
        ReportWriter.WriteAll(new SampleRun { Lost = 2, Message = Hostile, FlowName = "a-flow-with-a-name-that-is-much-longer-than-any-column-of-a-table-on-a-telephone" }.Write(_folder));
    }

    [Theory]
    [InlineData(1280, 900)]
    [InlineData(390, 844)]
    public async Task The_page_opens_without_complaint_and_nothing_overflows(int width, int height)
    {
        var page = await OpenAsync(width, height);

        Assert.True(await page.Locator("#signature .live canvas").First.IsVisibleAsync());
        Assert.Equal(width, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        Assert.NotEmpty(await page.ScreenshotAsync(new PageScreenshotOptions { FullPage = true }));
        Assert.Empty(_complaints);
    }

    [Fact]
    public async Task Text_from_results_is_shown_and_not_run()
    {
        var page = await OpenAsync(1280, 900);

        Assert.True(await page.EvaluateAsync<bool>("window.hacked === undefined"));
        Assert.Contains("</script><script>window.hacked", await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Values_appear_under_the_pointer_and_by_keyboard_and_series_can_be_hidden()
    {
        var page = await OpenAsync(1280, 900);
        var readout = page.Locator(".readout");
        await page.Locator("#signature .u-over").First.HoverAsync();
        await Assertions.Expect(readout).ToContainTextAsync("p99");

        await page.Locator("#signature .plot").First.FocusAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await Assertions.Expect(readout).ToContainTextAsync("At ");

        var toggle = page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "p99" });
        await toggle.ClickAsync();
        Assert.Equal("false", await toggle.GetAttributeAsync("aria-pressed"));
        Assert.Empty(_complaints);
    }

    [Fact]
    public async Task Without_javascript_the_pictures_and_the_verdict_are_there()
    {
        var page = await OpenAsync(1280, 900, javaScript: false);

        Assert.True(await page.Locator("#signature img").IsVisibleAsync());
        Assert.Contains("VIOLATED", await page.Locator("header").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await page.Locator("img:not([alt])").CountAsync());
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<IPage> OpenAsync(int width, int height, bool javaScript = true)
    {
        var page = await _browser!.NewPageAsync(new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = width, Height = height }, JavaScriptEnabled = javaScript, Offline = true });
        page.Console += (_, message) => _complaints.Add(message.Text);
        page.PageError += (_, error) => _complaints.Add(error);
        await page.GotoAsync(new Uri(Path.Combine(_folder, ReportWriter.Html)).AbsoluteUri);
        return page;
    }
}
