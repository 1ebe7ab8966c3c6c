using Microsoft.Playwright;

namespace PspLoad.IntegrationTests.Reporting;

/// <summary>The HTML report in a real browser, without a network.</summary>
public sealed class ReportInBrowser : IClassFixture<SamplePage>
{
    private readonly SamplePage _sample;
    private readonly List<string> _complaints = [];

    public ReportInBrowser(SamplePage sample)
    {
        Assert.SkipUnless(SamplePage.IsPossible, "Chromium is not installed: apt-get install chromium");
        _sample = sample;
    }

    [Theory]
    [InlineData(1280, 900)]
    [InlineData(390, 844)]
    public async Task The_page_opens_without_complaint_and_nothing_overflows(int width, int height)
    {
        var page = await _sample.OpenAsync(_complaints, width, height);

        Assert.True(await page.Locator("#signature .live canvas").First.IsVisibleAsync());
        Assert.Equal(width, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        await page.ScreenshotAsync(new PageScreenshotOptions { FullPage = true, Path = Path.Combine(SamplePage.Screenshots, $"report-{width}.png") });
        Assert.Empty(_complaints);
    }

    [Fact]
    public async Task Text_from_results_is_shown_and_not_run()
    {
        var page = await _sample.OpenAsync(_complaints);

        Assert.True(await page.EvaluateAsync<bool>("window.hacked === undefined"));
        Assert.Contains("</script><script>window.hacked", await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Empty(_complaints);
    }

    [Fact]
    public async Task Values_appear_under_the_pointer_and_by_keyboard()
    {
        var page = await _sample.OpenAsync(_complaints);
        var readout = page.Locator(".readout");
        await page.Locator("#signature .u-over").First.HoverAsync();
        await Assertions.Expect(readout).ToContainTextAsync("p99");

        await page.Locator("#signature .plot").First.FocusAsync();
        var before = await readout.TextContentAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await Assertions.Expect(readout).ToContainTextAsync("At ");
        await Assertions.Expect(readout).Not.ToHaveTextAsync(before!);
        Assert.Empty(_complaints);
    }

    [Fact]
    public async Task A_series_can_be_hidden_and_shown_again()
    {
        var page = await _sample.OpenAsync(_complaints);
        var whole = await PictureAsync(page);

        var toggle = page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "p99" });
        await toggle.ClickAsync();
        Assert.Equal("false", await toggle.GetAttributeAsync("aria-pressed"));
        Assert.NotEqual(whole, await PictureAsync(page));

        await toggle.ClickAsync();
        Assert.Equal(whole, await PictureAsync(page));
        Assert.Empty(_complaints);
    }

    [Fact]
    public async Task A_part_of_the_time_can_be_seen_closer_and_all_again()
    {
        var page = await _sample.OpenAsync(_complaints);
        var figure = page.Locator("#signature");
        var plot = (await page.Locator("#signature .u-over").First.BoundingBoxAsync())!;
        var whole = await PictureAsync(page);
        await page.Mouse.MoveAsync(plot.X + plot.Width * 0.3f, plot.Y + 40);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(plot.X + plot.Width * 0.5f, plot.Y + 40);
        await page.Mouse.UpAsync();
        await page.Mouse.MoveAsync(1, 1);
        Assert.NotEqual(whole, await PictureAsync(page));

        await figure.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Show all" }).ClickAsync();
        await page.Mouse.MoveAsync(1, 1);
        Assert.Equal(whole, await PictureAsync(page));
        Assert.Empty(_complaints);
    }

    [Fact]
    public async Task Without_javascript_the_pictures_and_the_verdict_are_there()
    {
        var page = await _sample.OpenAsync(_complaints, javaScript: false);

        Assert.True(await page.Locator("#signature img").IsVisibleAsync());
        Assert.Contains("VIOLATED", await page.Locator("header").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await page.Locator("img:not([alt])").CountAsync());
    }

    [Fact]
    public async Task On_paper_there_is_the_picture_and_all_that_a_click_would_open()
    {
        var page = await _sample.OpenAsync(_complaints, width: 700);
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });

        Assert.True(await page.Locator("#signature img").IsVisibleAsync());
        Assert.False(await page.Locator("#signature .live").IsVisibleAsync());
        // The first ten stories are open; the others would open by a click.
        foreach (var story in new[] { page.Locator("article.story").First, page.Locator("details.story").Last })
            Assert.True(await story.GetByText("pay_1 is not known").IsVisibleAsync());
        await page.PdfAsync(new PagePdfOptions { Path = Path.Combine(SamplePage.Screenshots, "report.pdf"), PreferCSSPageSize = true });
        Assert.Empty(_complaints);
    }

    /// <summary>The upper plot's pixels, as a data URL.</summary>
    private static Task<string> PictureAsync(IPage page) =>
        page.EvaluateAsync<string>(
            """new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve(document.querySelector("#signature canvas").toDataURL()))))"""
        );
}
