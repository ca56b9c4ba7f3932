using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Surefoot.Geodesy;
using Surefoot.Registry.Minefields;
using Surefoot.Server.Tiles;
using Surefoot.Server.Writing;

namespace Surefoot.Server.Tests;

public sealed partial class ScanAndImageryTests(RunningServer server) : IClassFixture<RunningServer>, IDisposable
{
    private readonly TestDesk _desk = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _desk.Dispose();

    [Fact]
    public void A_scan_is_kept_laid_on_the_ground_and_read_off_with_pixel_place_and_operation()
    {
        var scans = new SheetScans(_desk.Of(TestDesk.Officer));
        var id = Attach(scans);
        ScanPoint[] controls =
        [
            new() { Name = "NW", Column = 0, Row = 0, AsWritten = "8654000 4456000", Crs = 28408, Operation = 15865 },
            new() { Name = "NE", Column = 400, Row = 0, AsWritten = "8654800 4456000", Crs = 28408, Operation = 15865 },
            new() { Name = "SE", Column = 400, Row = 300, AsWritten = "8654800 4455400", Crs = 28408, Operation = 15865 },
            new() { Name = "SW", Column = 0, Row = 300, AsWritten = "8654000 4455400", Crs = 28408, Operation = 15865 },
        ];
        scans.SaveControls(scans.Find(id)!, controls, null, 1, Cancellation).Findings.ShouldNotContain(finding => finding.Severity == Exchange.Reading.Verdict.Reject);
        var shown = scans.Find(id)!;
        (shown.Version, shown.Registered!.Kind).ShouldBe((2, "affine"));
        shown.Registered.RootMeanSquareM.ShouldBeLessThan(0.1);

        // Saved from an older page: both versions stay, and the journal says so.
        scans.SaveControls(shown, controls[..3], null, 1, Cancellation).Done.ShouldBeTrue();

        var sheet = scans.Draw(shown, EntrySheet.Empty(new Dictionary<string, string>()) with
        {
            Tables = EntrySheet.AllTables.ToDictionary(table => table.Name, table => (IReadOnlyList<EntryLine>)(table.Name == "points" ? [EntryLine.Of(1, ("record", "1"), ("name", "T1"), ("role", "turning-point"), ("column", "100"), ("row", "50"))] : [])),
        });
        (sheet["crs"], sheet["operation"], sheet["scan"]).ShouldBe(("28408", "15865", shown.Scan.File));
        sheet.Tables["points"][0]["asWritten"].ShouldBe("8654200 4455900");
        sheet.Tables["points"][0]["column"].ShouldBe("100");
    }

    [Fact]
    public void A_file_that_is_no_picture_or_too_large_a_one_is_not_kept()
    {
        var scans = new SheetScans(_desk.Of(TestDesk.Officer));
        var given = new Dictionary<string, string> { ["sheet"] = "S" };
        scans.Attach("%PDF-1.7 0000"u8.ToArray(), given, Cancellation).Declined!.Code.ShouldBe("image.form");
        scans.Attach([.. Png(4, 4)[..20], 0x7F, 0xFF, 0xFF, 0xFF, .. Png(4, 4)[24..]], given, Cancellation).Declined!.Code.ShouldBe("image.too-many-pixels");
        scans.List().ShouldBeEmpty();
        scans.Attach(Png(4, 4), new Dictionary<string, string> { ["sheet"] = "" }, Cancellation).Findings.ShouldContain(finding => finding.Field == "sheet");
    }

    [Fact]
    public async Task A_scan_comes_in_by_the_form_and_is_shown_to_who_may_see_it_only()
    {
        server.Content.Publish(_desk.Content());
        var token = Token().Match(await server.Http.GetStringAsync(new Uri("/minefields/scans", UriKind.Relative), Cancellation)).Groups[1].Value;
        using var form = new MultipartFormDataContent { { new StringContent(token), "token" }, { new StringContent("SYN-J-38-037-A"), "sheet" }, { new StringContent("28408"), "crs" }, { new StringContent("15865"), "operation" } };
        var picture = new ByteArrayContent(Png(40, 30));
        picture.Headers.ContentType = new MediaTypeHeaderValue("image/png");
        form.Add(picture, "file", "../../formulyar.png");
        using var attached = await server.Http.PostAsync(new Uri("/minefields/scans", UriKind.Relative), form, Cancellation);
        attached.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var address = attached.Headers.Location!.ToString();
        (await server.Http.GetStringAsync(new Uri(address, UriKind.Relative), Cancellation)).ShouldContain("40 × 30 pixels");
        using var image = await server.Http.GetAsync(new Uri(address + "/image", UriKind.Relative), Cancellation);
        image.Content.Headers.ContentType!.MediaType.ShouldBe("image/png");
        image.Headers.CacheControl!.NoStore.ShouldBeTrue();

        server.Content.Publish(_desk.Content("syn-donor"));
        (await server.Http.GetAsync(new Uri(address + "/image", UriKind.Relative), Cancellation)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await server.Http.GetAsync(new Uri(address, UriKind.Relative), Cancellation)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_image_is_attached_drawn_and_marked_and_the_mark_is_a_record()
    {
        var imagery = new ImageryLayers(_desk.Of(TestDesk.Officer));
        var given = new Dictionary<string, string> { ["takenOn"] = "2024-06-01", ["kind"] = "drone", ["licence"] = "free" };
        var answer = imagery.Attach(await File.ReadAllBytesAsync(Colours, Cancellation), given, Cancellation);
        answer.Findings.ShouldNotContain(finding => finding.Severity == Exchange.Reading.Verdict.Reject);
        var layer = imagery.Find(answer.Id!)!;
        layer.Layer.Crs.ShouldBe(32638);

        // UTM corners 680000 4386000 to 680600 4385600, by PROJ 9.1.1: 47.0966 to 47.1037 E, 39.6049 to 39.6013 N.
        (layer.Box!.MinX, layer.Box.MaxX, layer.Box.MinY, layer.Box.MaxY).ShouldSatisfyAllConditions(
            box => box.MinX.ShouldBe(47.0965, 0.0003), box => box.MaxX.ShouldBe(47.1036, 0.0003), box => box.MinY.ShouldBe(39.6011, 0.0005), box => box.MaxY.ShouldBe(39.6048, 0.0005));

        var seen = new Dictionary<string, string> { ["feature"] = "trench", ["seenOn"] = "2025-03-01", ["reader"] = "information-officer", ["remarks"] = "zigzag" };
        const string Patch = """{"type":"Polygon","coordinates":[[[47.098,39.603],[47.099,39.603],[47.099,39.604],[47.098,39.603]]]}""";
        var first = imagery.Observe(answer.Id!, seen, Patch, Cancellation);
        first.Findings.ShouldNotContain(finding => finding.Severity == Exchange.Reading.Verdict.Reject);
        imagery.Observe(answer.Id!, seen, Patch, Cancellation).Id.ShouldBe(first.Id);
        var mark = imagery.Observations(answer.Id!).Single();
        (mark.Observation.Feature, mark.By, mark.State).ShouldBe(("trench", TestDesk.Officer, "submitted"));
        mark.Place!.GeometryType.ShouldBe("Polygon");

        // The public has neither the image nor its tiles nor the mark.
        server.Content.Publish(_desk.Content());
        var tile = TileAddress.At(16, 47.1, 39.603);
        var address = FormattableString.Invariant($"/tiles/imagery/{answer.Id}/16/{tile.Column}/{tile.Row}.png");
        (await server.Http.GetAsync(new Uri(address, UriKind.Relative), Cancellation)).StatusCode.ShouldBe(HttpStatusCode.OK);
        server.Content.Publish(_desk.Content("syn-public"));
        (await server.Http.GetAsync(new Uri(address, UriKind.Relative), Cancellation)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public void A_tile_shows_the_colours_of_the_ground_where_they_lie()
    {
        var (tiles, reason) = ImageryTiles.Open(File.OpenRead(Colours), null);
        reason.ShouldBeNull();
        using (tiles!)
        {
            // A hundred metres by the image's own grid: a sixth of its red, a quarter of its green.
            var at = CoordinatePath.Find(32638, null, 4326).Path!.Convert(680_100, 4_385_900);
            var address = TileAddress.At(18, at.EastingM, at.NorthingM);
            var png = tiles!.Get(address).Bytes;
            var rgba = TestPng.Decode(png);
            var side = 1 << 18;
            var x = (int)((((at.EastingM + 180) / 360 * side) - address.Column) * 256);
            var y = (int)((((1 - (Math.Asinh(Math.Tan(double.DegreesToRadians(at.NorthingM))) / Math.PI)) / 2 * side) - address.Row) * 256);
            var pixel = rgba.AsSpan(((y * 256) + x) * 4, 4);
            ((double)pixel[0]).ShouldBe(255 * 50 / 299.0, 2);
            ((double)pixel[1]).ShouldBe(255 * 50 / 199.0, 2);
            pixel[3].ShouldBe((byte)255);

            // Far off there is nothing, and drawn very small it is only what fits.
            tiles.Get(TileAddress.At(18, 46, 39)).Bytes.ShouldBeEmpty();
            tiles.Get(TileAddress.At(8, at.EastingM, at.NorthingM)).Bytes.Length.ShouldBeLessThan(5000);
        }
    }

    [Fact]
    public async Task What_is_no_cloud_optimized_image_is_refused_with_what_is_missing()
    {
        var imagery = new ImageryLayers(_desk.Of(TestDesk.Officer));
        var given = new Dictionary<string, string> { ["takenOn"] = "2024-06-01", ["kind"] = "drone", ["licence"] = "free" };
        imagery.Attach("GIF89a00"u8.ToArray(), given, Cancellation).Declined!.Code.ShouldBe("tiff.not");
        var strips = Path.Combine(RunningServer.ProductFolder, "samples", "karabakh", "geography", "elevation-30s.tif");
        imagery.Attach(await File.ReadAllBytesAsync(strips, Cancellation), given, Cancellation).Declined!.Code.ShouldBe("cog.not");
        imagery.List().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("", "accept")]
    [InlineData("32639", "cog.crs")]
    public void An_import_holds_the_image_against_its_own_header(string crs, string rule)
    {
        var hash = _desk.Store.KeepBlob(File.ReadAllBytes(Colours));
        Import(hash, crs).ShouldBe(rule);
        Import(_desk.Store.KeepBlob(Png(3, 3)), "").ShouldBe("tiff.not");
        Import(new string('0', 64), "").ShouldBe("file.not-kept");
    }

    private string Import(string hash, string crs)
    {
        var folder = Directory.CreateTempSubdirectory("surefoot-layers-");
        try
        {
            var path = Path.Combine(folder.FullName, "layers.csv");
            File.WriteAllText(path, $"id,informationDate,organisation,synthetic,file,takenOn,kind,licence,crs\nL1,2025-01-01,SYN-MAC,true,{hash},2024-06-01,drone,free,{crs}\n");
            var desk = _desk.Of(TestDesk.Officer);
            var result = new Exchange.Importing.ImportRecords(desk.Store, desk.Types, desk.Lists, desk.Areas, desk.Policy, desk.Clock)
                .Handle(new Exchange.Importing.ImportRequest(path, "imagery-layer", new Exchange.Reading.ReadOptions(), TestDesk.Officer, DryRun: true), null, Cancellation).Result!;
            return result.Verdict == Exchange.Reading.Verdict.Reject ? result.Findings.First(finding => finding.Severity == Exchange.Reading.Verdict.Reject).Rule : "accept";
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Colours => Path.Combine(RunningServer.ProductFolder, "tests", "Raster.Tests", "reference", "colours.tif");

    private static string Attach(SheetScans scans)
    {
        var answer = scans.Attach(Png(400, 300), new Dictionary<string, string> { ["sheet"] = "SYN-J-38-037-A", ["scale"] = "50000", ["crs"] = "28408", ["operation"] = "15865", ["mapDatum"] = "SK-42" }, Cancellation);
        answer.Findings.ShouldNotContain(finding => finding.Severity == Exchange.Reading.Verdict.Reject);
        return answer.Id!;
    }

    private static byte[] Png(int columns, int rows) => PngImage.WriteColours(new byte[columns * rows * 3], columns, rows, hasAlpha: false);

    [GeneratedRegex("name=\"token\" value=\"([0-9a-f]+)\"")]
    private static partial Regex Token();
}
