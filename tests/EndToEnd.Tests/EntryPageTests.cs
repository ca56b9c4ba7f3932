using Microsoft.Playwright;
using Surefoot.Server.Tests;
using Surefoot.Server.Tiles;

namespace Surefoot.EndToEnd.Tests;

public sealed class EntryPageTests(Browser browser) : IClassFixture<Browser>, IDisposable
{
    private const string Square = "8654436.2 4455914.8; 8654516.1 4455496.5; 8654585.9 4455509.8; 8654506.0 4455928.2";

    private readonly TestDesk _desk = new();

    public void Dispose() => _desk.Dispose();

    [Fact]
    public async Task Lines_are_pasted_from_a_spreadsheet_checked_at_once_and_saved_as_one_batch()
    {
        browser.Server.Content.Publish(_desk.Content());
        await using var visit = await browser.OpenAsync("/minefields/entry", 1366, 900);
        await visit.Page.FillAsync("[name=sheet]", "SYN-J-38-037-A");
        await PasteAsync(visit.Page, "records.1.id", $"\t1\t1993-05-01\tAnti-personnel mine\t40\t1\t\t\t\t{Square}\n\t2\t\tsea-mine\t\t\t\t\t\t{Square}\n\t3\n\t4\n\t5\n\t6");

        // More lines than there were, and the one wrong code is said at its line without anything being sent by hand.
        await Assertions.Expect(visit.Page.Locator("[name='records.6.recordNumber']")).ToHaveValueAsync("6");
        await Assertions.Expect(visit.Page.Locator("[data-says='records-2']")).ToContainTextAsync("Not in the code list", new() { Timeout = 15_000 });
        await Assertions.Expect(visit.Page.Locator("[name='records.2.category']")).ToHaveAttributeAsync("aria-invalid", "true");
        await Assertions.Expect(visit.Page.Locator("#entry-verdict")).ToContainTextAsync("must be put right");

        await visit.Page.SelectOptionAsync("[name='records.2.category']", "at-mine");
        foreach (var line in (int[])[3, 4, 5, 6])
        {
            await visit.Page.FillAsync($"[name='records.{line}.recordNumber']", "");
        }

        await visit.Page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(visit.Page.Locator("#entry-verdict")).ToContainTextAsync("2 new", new() { Timeout = 15_000 });
        await visit.Page.ClickAsync("button[value=drafts]");
        await Assertions.Expect(visit.Page.Locator("h1")).ToHaveTextAsync("2 records of sheet SYN-J-38-037-A");
        await visit.Page.ClickAsync("button[value=submit]");
        await Assertions.Expect(visit.Page.GetByText("Handed in.")).ToBeVisibleAsync();
        visit.Complaints.ShouldBeEmpty();
        visit.Outside.ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_script_the_table_is_typed_and_handed_in()
    {
        browser.Server.Content.Publish(_desk.Content());
        await using var visit = await browser.OpenAsync("/minefields/entry", 390, 844, script: false);
        await visit.Page.FillAsync("[name=sheet]", "SYN-J-38-037-A");
        await visit.Page.FillAsync("[name='records.1.recordNumber']", "1");
        await visit.Page.FillAsync("[name='records.1.outline']", Square);
        await visit.Page.ClickAsync("button[value=submit]");
        await Assertions.Expect(visit.Page.Locator("h1")).ToHaveTextAsync("1 record of sheet SYN-J-38-037-A");
        (await visit.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_scan_is_laid_down_by_clicks_and_records_clicked_on_it_come_into_the_table()
    {
        browser.Server.Content.Publish(_desk.Content());
        await using var visit = await browser.OpenAsync("/minefields/scans", 1366, 900);
        var page = visit.Page;
        await page.SetInputFilesAsync("[name=file]", new FilePayload { Name = "sheet.png", MimeType = "image/png", Buffer = PngImage.WriteColours(new byte[800 * 600 * 3], 800, 600, hasAlpha: false) });
        await page.FillAsync("[name=sheet]", "SYN-J-38-037-A");
        await page.ClickAsync("button.main");

        // Two metres a pixel, north up: corners of a rectangle of its grid.
        await page.CheckAsync("[value=control]");
        var corners = new (double Column, double Row, string Written)[] { (100, 100, "8654200 4455800"), (700, 100, "8655400 4455800"), (700, 500, "8655400 4455000"), (100, 500, "8654200 4455000") };
        for (var i = 0; i < corners.Length; i++)
        {
            await ClickAsync(page, corners[i].Column, corners[i].Row);
            await page.FillAsync($"[name='control.{i + 1}.asWritten']", corners[i].Written);
        }

        await Assertions.Expect(page.Locator("#scan-fit")).ToContainTextAsync("affine by 4 points", new() { Timeout = 15_000 });
        await page.ClickAsync("button[value=save]");
        await page.CheckAsync("[value=outline]");
        foreach (var (column, row) in new (double, double)[] { (200, 200), (300, 200), (300, 260), (200, 260) })
        {
            await ClickAsync(page, column, row);
        }

        await page.CheckAsync("[value=row]");
        await ClickAsync(page, 210, 230);
        await ClickAsync(page, 290, 230);
        await page.ClickAsync("[data-next-record]");
        await page.CheckAsync("[value=outline]");
        foreach (var (column, row) in new (double, double)[] { (400, 300), (500, 300), (450, 380) })
        {
            await ClickAsync(page, column, row);
        }

        await page.ClickAsync("[data-draw] button.main");
        await Assertions.Expect(page.Locator("#entry-verdict")).ToContainTextAsync("2 new");
        await Assertions.Expect(page.Locator("[name='records.1.outline']")).ToHaveValueAsync("T1; T2; T3; T4");
        var written = (await page.InputValueAsync("[name='points.1.asWritten']")).Split(' ').Select(int.Parse).ToArray();
        written[0].ShouldBeInRange(8654397, 8654403);
        written[1].ShouldBeInRange(4455597, 4455603);
        double.Parse(await page.InputValueAsync("[name='points.1.column']"), System.Globalization.CultureInfo.InvariantCulture).ShouldBe(200, 1.5);
        await page.ClickAsync("button[value=drafts]");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("2 records of sheet SYN-J-38-037-A");
        visit.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_mark_clicked_on_an_image_becomes_evidence_in_the_list()
    {
        var imagery = new Server.Writing.ImageryLayers(_desk.Of(TestDesk.Officer));
        var colours = await File.ReadAllBytesAsync(Path.Combine(RunningServer.ProductFolder, "tests", "Raster.Tests", "reference", "colours.tif"), TestContext.Current.CancellationToken);
        var layer = imagery.Attach(colours, new Dictionary<string, string> { ["takenOn"] = "2024-06-01", ["kind"] = "drone", ["licence"] = "free" }, TestContext.Current.CancellationToken).Id!;
        browser.Server.Content.Publish(_desk.Content());
        await using var visit = await browser.OpenAsync("/imagery/" + layer, 1366, 1000);
        await visit.MapIsReadyAsync();
        await visit.Page.CheckAsync("[value=point]");
        await visit.Page.Locator(".maplibregl-canvas").ScrollIntoViewIfNeededAsync();
        await visit.Page.Locator(".maplibregl-canvas").ClickAsync();
        await Assertions.Expect(visit.Page.Locator("[name=place]")).ToHaveValueAsync(new System.Text.RegularExpressions.Regex(@"^47\.1\d+ 39\.60\d+$"));
        await visit.Page.SelectOptionAsync("[name=feature]", "crater");
        await visit.Page.ClickAsync("form[data-observe] button.main");
        await Assertions.Expect(visit.Page.Locator("#seen ~ .wide table")).ToContainTextAsync("Crater", new() { Timeout = 15_000 });
        visit.Complaints.ShouldBeEmpty();
        visit.Outside.ShouldBeEmpty();
    }

    private static async Task ClickAsync(IPage page, double column, double row)
    {
        var image = page.Locator(".scan-sheet img");
        var width = (await image.BoundingBoxAsync())!.Width;
        await image.ClickAsync(new() { Position = new() { X = (float)(column / 800 * width), Y = (float)(row / 800 * width) } });
    }

    private static async Task PasteAsync(IPage page, string field, string text) => await page.EvaluateAsync(
        """
        ([field, text]) => {
          const cell = document.querySelector(`[name="${field}"]`);
          const data = new DataTransfer();
          data.setData('text/plain', text);
          cell.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
        }
        """, new[] { field, text });
}
