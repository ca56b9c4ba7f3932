using Microsoft.Playwright;

namespace Surefoot.EndToEnd.Tests;

public sealed class MapPageTests(Browser browser) : IClassFixture<Browser>
{
    [Theory]
    [InlineData(1440, 900, ColorScheme.Light)]
    [InlineData(1440, 900, ColorScheme.Dark)]
    [InlineData(390, 844, ColorScheme.Light)]
    public async Task The_page_draws_its_map_without_asking_another_host_and_without_complaint(int width, int height, ColorScheme scheme)
    {
        await using var visit = await browser.OpenAsync("/", width, height, scheme: scheme);
        await visit.MapIsReadyAsync();

        (await ColoursOnCanvasAsync(visit.Page)).ShouldBeGreaterThan(50);
        visit.Outside.ShouldBeEmpty();
        visit.Complaints.ShouldBeEmpty();
        await Assertions.Expect(visit.Page.GetByText("Totals as published; every position, person and date invented.")).ToBeVisibleAsync();
        await Assertions.Expect(visit.Page.Locator(".maplibregl-ctrl-attrib")).ToContainTextAsync("OpenStreetMap contributors (ODbL)");
        await Assertions.Expect(visit.Page.Locator(".maplibregl-ctrl-attrib")).ToBeInViewportAsync();
        (await visit.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_switch_of_the_legend_takes_a_layer_off_the_map_and_puts_it_back()
    {
        await using var visit = await browser.OpenAsync("/", 1440, 900);
        await visit.MapIsReadyAsync();
        var all = await CanvasAsync(visit.Page);

        await visit.Page.UncheckAsync("input[data-layers^='hazard-suspected']");
        await UntilAsync(async () => await CanvasAsync(visit.Page) != all);
        await visit.Page.CheckAsync("input[data-layers^='hazard-suspected']");
        await UntilAsync(async () => await CanvasAsync(visit.Page) == all);
    }

    [Fact]
    public async Task The_slider_takes_the_map_back_in_time()
    {
        await using var visit = await browser.OpenAsync("/", 1440, 900);
        await visit.MapIsReadyAsync();
        var now = await CanvasAsync(visit.Page);

        await visit.Page.Locator("#time").FillAsync("6");
        await Assertions.Expect(visit.Page.Locator("[data-time-label]")).ToHaveTextAsync("31 May 2021");
        await UntilAsync(async () => await CanvasAsync(visit.Page) != now);
        visit.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Choosing_a_place_tells_what_is_recorded_there_and_why_it_is_doubted()
    {
        await using var visit = await browser.OpenAsync("/#map=11/39.05/46", 1440, 900);
        await visit.MapIsReadyAsync();

        await visit.Page.Locator(".maplibregl-canvas").ClickAsync();
        await Assertions.Expect(visit.Page.Locator(".popup")).ToContainTextAsync("SYN-HA-00000");
        await Assertions.Expect(visit.Page.Locator(".popup")).ToContainTextAsync("Confirmed hazardous area (CHA)");
        await Assertions.Expect(visit.Page.Locator("#why")).ToContainTextAsync("Minefield records");
        (await visit.Page.Locator("#why .bars svg").CountAsync()).ShouldBe(5);
        await visit.Page.Locator(".popup a", new() { HasText = "SYN-HA-00000" }).ClickAsync();
        visit.Page.Url.ShouldEndWith("/records/hazard-area/SYN-HA-00000");
    }

    [Fact]
    public async Task The_search_box_moves_the_map_and_the_readout_follows()
    {
        await using var visit = await browser.OpenAsync("/", 1440, 900);
        await visit.MapIsReadyAsync();

        await visit.Page.FillAsync("#q", "agdam");
        await visit.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visit.Page.Locator(".readout")).ToContainTextAsync("39.99096° N  46.92736° E", new() { Timeout = 15_000 });
        // printf '39.99096 46.92736\n' | cs2cs -f '%.2f' EPSG:4326 +to EPSG:32638   gives 664546.03 4428532.86 (PROJ 9.1.1).
        await Assertions.Expect(visit.Page.Locator(".readout")).ToContainTextAsync("UTM 38N  664546 E  4428533 N");
        visit.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_map_moves_by_single_presses_and_by_keyboard()
    {
        await using var visit = await browser.OpenAsync("/#map=9/39.6/46.6", 1440, 900);
        await visit.MapIsReadyAsync();

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Move east" }).ClickAsync();
        await UntilAsync(() => Task.FromResult(!visit.Page.Url.EndsWith("#map=9/39.6/46.6", StringComparison.Ordinal)));
        var east = visit.Page.Url;
        await visit.Page.Locator(".maplibregl-canvas").FocusAsync();
        await visit.Page.Keyboard.PressAsync("ArrowUp");
        await UntilAsync(() => Task.FromResult(visit.Page.Url != east));
    }

    [Theory]
    [InlineData(1440, 900)]
    [InlineData(390, 844)]
    public async Task Targets_are_large_enough_to_hit(int width, int height)
    {
        await using var visit = await browser.OpenAsync("/", width, height);
        await visit.MapIsReadyAsync();

        // WCAG 2.5.8: 24 by 24 CSS pixels; links inside a sentence or a table of figures are excepted by their line.
        var small = await visit.Page.EvaluateAsync<string[]>("""
            [...document.querySelectorAll('button, summary, label.switch, input:not([type=checkbox]), nav a, .brand')]
              .filter(e => e.offsetParent !== null)
              .filter(e => { const r = e.getBoundingClientRect(); return r.width < 24 || r.height < 24; })
              .map(e => e.outerHTML.slice(0, 80))
            """);
        small.ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_script_every_figure_is_still_there()
    {
        await using var visit = await browser.OpenAsync("/?q=agdam", 1440, 900, script: false);

        await Assertions.Expect(visit.Page.GetByText("The map needs JavaScript.")).ToBeVisibleAsync();
        await Assertions.Expect(visit.Page.Locator("table.account")).ToContainTextAsync("11,667.0");
        await Assertions.Expect(visit.Page.Locator("table.years")).ToContainTextAsync("62,023.9");
        await Assertions.Expect(visit.Page.Locator("#search-results")).ToContainTextAsync("Ağdam");
        await Assertions.Expect(visit.Page.Locator("[data-time]")).ToBeHiddenAsync();
    }

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        for (var i = 0; i < 100; i++)
        {
            if (await holds())
            {
                return;
            }

            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        Assert.Fail("It did not come to pass within ten seconds.");
    }

    // The drawing buffer is empty between frames, so the browser takes the picture.
    private static async Task<string> CanvasAsync(IPage page) =>
        Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(await page.ScreenshotAsync(new() { Clip = new() { X = 300, Y = 150, Width = 500, Height = 500 } })));

    private static async Task<int> ColoursOnCanvasAsync(IPage page)
    {
        var picture = Convert.ToBase64String(await page.Locator(".maplibregl-canvas").ScreenshotAsync());
        return await page.EvaluateAsync<int>("""
            async picture => {
              const image = new Image();
              image.src = 'data:image/png;base64,' + picture;
              await image.decode();
              const canvas = document.createElement('canvas');
              canvas.width = image.width; canvas.height = image.height;
              const draw = canvas.getContext('2d');
              draw.drawImage(image, 0, 0);
              return new Set(new Uint32Array(draw.getImageData(0, 0, canvas.width, canvas.height).data.buffer)).size;
            }
            """, picture);
    }
}
