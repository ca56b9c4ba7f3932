using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Surefoot.Raster;
using Surefoot.Registry.Minefields;
using Surefoot.Server.Content;
using Surefoot.Server.Doors;
using Surefoot.Server.Pages.Entry;
using Surefoot.Server.Writing;

namespace Surefoot.Server.Pages.Scans;

/// <summary>Scans of sheets: attach, georeference, click.</summary>
internal static class ScanEndpoints
{
    // The rest of the form beside the file itself.
    private const long FormBytes = 1 << 20;
    private const int MostControls = 50;

    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public static void MapScans(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/minefields/scans", Reading, IResult (string? sheet, string? record, PublishedContent content) =>
            content.Current is { Scans: { } scans } now ? List(now, scans, new Dictionary<string, string>(StringComparer.Ordinal) { ["sheet"] = sheet ?? "", ["record"] = record ?? "" }, null) : EntryEndpoints.NotFound(content.Current)).WithName("sheet-scans");

        routes.MapPost("/minefields/scans", async Task<IResult> (HttpRequest request, PublishedContent content, CancellationToken cancellation) =>
        {
            if (content.Current is not { Scans: { MayWrite: true } scans } now)
            {
                return EntryEndpoints.NotFound(content.Current);
            }

            var form = await request.ReadFormAsync(cancellation);
            var given = form.Keys.Where(key => key is not FormToken.Field).ToDictionary(key => key, key => form[key].ToString().Trim(), StringComparer.Ordinal);
            var answer = form.Files.GetFile("file") is { Length: > 0 } file
                ? scans.Attach(await ReadAsync(file, cancellation), given, cancellation)
                : WriteAnswer.Refuse("file.missing", "No file was chosen.", "a PNG, JPEG or TIFF");
            return answer.Id is { } id ? Results.Redirect(Address(id)) : List(now, scans, given, answer);
        }).FromOwnPagesOnly().WithMetadata(new RequestSizeLimitAttribute(ReadImageHeader.MostBytes + FormBytes)).WithName("sheet-scan-attach");

        routes.MapMethods("/minefields/scans/{id}", Reading, IResult (string id, PublishedContent content) =>
            content.Current is { Scans: { } scans } now && scans.Find(id) is { } shown ? Show(now, scans, shown, shown.Scan.ScanPoints ?? [], null) : EntryEndpoints.NotFound(content.Current)).WithName("sheet-scan");

        routes.MapPost("/minefields/scans/{id}", async Task<IResult> (string id, HttpRequest request, PublishedContent content, CancellationToken cancellation) =>
        {
            if (content.Current is not { Scans: { MayWrite: true } scans } now || scans.Find(id) is not { } shown)
            {
                return EntryEndpoints.NotFound(content.Current);
            }

            var form = await request.ReadFormAsync(cancellation);
            var (controls, fault) = Controls(form, shown.Scan);
            var kind = form["fit"].ToString();
            if (fault is not null || form["do"] != "save")
            {
                var (registered, reason) = fault is null ? scans.Fit(shown.Scan, controls, kind) : (null, fault);
                return Show(now, scans, shown with { Registered = registered, Reason = reason }, controls, fault is null || form["do"] != "save" ? null : WriteAnswer.Refuse("control", fault));
            }

            var basis = int.TryParse(form["base"], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : shown.Version;
            var answer = scans.SaveControls(shown, controls, kind, basis, cancellation);
            return answer.Done ? Results.Redirect(Address(id)) : Show(now, scans, shown, controls, answer);
        }).FromOwnPagesOnly().WithName("sheet-scan-register");

        routes.MapPost("/minefields/scans/{id}/draw", async Task<IResult> (string id, HttpRequest request, PublishedContent content, CancellationToken cancellation) =>
        {
            if (content.Current is not { Scans: { } scans, Entry: { } entry } now || scans.Find(id) is not { } shown)
            {
                return EntryEndpoints.NotFound(content.Current);
            }

            var sheet = scans.Draw(shown, EntrySheet.Read(await request.ReadFormAsync(cancellation)));
            return EntryEndpoints.Form(now, entry, sheet, entry.Check(sheet, cancellation));
        }).FromOwnPagesOnly().WithName("sheet-scan-draw");

        routes.MapMethods("/minefields/scans/{id}/image", Reading, IResult (string id, PublishedContent content, HttpContext http, CancellationToken cancellation) =>
        {
            if (content.Current.Scans?.Picture(id, cancellation) is not { } picture)
            {
                return Results.NotFound();
            }

            http.Response.Headers.CacheControl = "no-store";
            return Results.Bytes(picture.Bytes, picture.ContentType);
        }).WithName("sheet-scan-image");
    }

    internal static string Address(string id) => $"/minefields/scans/{Uri.EscapeDataString(id)}";

    private static async Task<byte[]> ReadAsync(IFormFile file, CancellationToken cancellation)
    {
        using var content = new MemoryStream(checked((int)file.Length));
        await file.CopyToAsync(content, cancellation);
        return content.ToArray();
    }

    // control.N.name, column, row, asWritten; a line without a coordinate is not a control point yet.
    private static (List<ScanPoint> Controls, string? Fault) Controls(IFormCollection form, SheetScan scan)
    {
        List<ScanPoint> controls = [];
        string? fault = null;
        for (var n = 1; n <= MostControls; n++)
        {
            string Cell(string name) => form[FormattableString.Invariant($"control.{n}.{name}")].ToString().Trim();
            var written = Cell("asWritten");
            var name = Cell("name") is { Length: > 0 } given ? given : FormattableString.Invariant($"P{n}");
            if (written.Length == 0 && Cell("column").Length == 0)
            {
                continue;
            }

            if (!double.TryParse(Cell("column"), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var column) || !double.TryParse(Cell("row"), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var row)
                || column > scan.Columns || row > scan.Rows)
            {
                fault ??= $"{name}: click its place on the scan, or give column and row within {scan.Columns} × {scan.Rows}.";
                (column, row) = (0, 0);
            }
            else if (written.Length == 0)
            {
                fault ??= $"{name}: its coordinate is missing.";
            }

            controls.Add(new() { Name = name, Column = column, Row = row, AsWritten = written, Crs = scan.Crs, Operation = scan.Operation });
        }

        return (controls, fault);
    }

    private static RazorComponentResult<ScanListPage> List(ServerContent now, SheetScans scans, IReadOnlyDictionary<string, string> given, WriteAnswer? answer) => new(new Dictionary<string, object?>
    {
        [nameof(ScanListPage.Content)] = now,
        [nameof(ScanListPage.Scans)] = scans,
        [nameof(ScanListPage.Given)] = given,
        [nameof(ScanListPage.Answer)] = answer,
    })
    {
        StatusCode = answer is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
    };

    private static RazorComponentResult<ScanPage> Show(ServerContent now, SheetScans scans, ShownScan shown, IReadOnlyList<ScanPoint> controls, WriteAnswer? answer) => new(new Dictionary<string, object?>
    {
        [nameof(ScanPage.Content)] = now,
        [nameof(ScanPage.MayWrite)] = scans.MayWrite,
        [nameof(ScanPage.Shown)] = shown,
        [nameof(ScanPage.Controls)] = controls,
        [nameof(ScanPage.Answer)] = answer,
    })
    {
        StatusCode = answer is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
    };
}
