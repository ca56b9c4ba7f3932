using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Surefoot.Raster;
using Surefoot.Server.Content;
using Surefoot.Server.Doors;
using Surefoot.Server.Pages.Entry;
using Surefoot.Server.Tiles;
using Surefoot.Server.Writing;

namespace Surefoot.Server.Pages.Imagery;

/// <summary>Images of the ground, their tiles, and what is marked on them.</summary>
internal static class ImageryEndpoints
{
    private const long FormBytes = 1 << 20;
    private const int MostCorners = 500;

    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public static void MapImagery(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/imagery", Reading, IResult (PublishedContent content) =>
            content.Current is { Imagery: { } imagery } now ? List(now, imagery, null, null) : EntryEndpoints.NotFound(content.Current)).WithName("imagery");

        routes.MapPost("/imagery", async Task<IResult> (HttpRequest request, PublishedContent content, CancellationToken cancellation) =>
        {
            if (content.Current is not { Imagery: { MayAttach: true } imagery } now)
            {
                return EntryEndpoints.NotFound(content.Current);
            }

            var form = await request.ReadFormAsync(cancellation);
            var given = Given(form);
            WriteAnswer answer;
            if (form.Files.GetFile("file") is { Length: > 0 } file)
            {
                using var bytes = new MemoryStream(checked((int)file.Length));
                await file.CopyToAsync(bytes, cancellation);
                answer = imagery.Attach(bytes.ToArray(), given, cancellation);
            }
            else
            {
                answer = WriteAnswer.Refuse("file.missing", "No file was chosen.", "a Cloud Optimized GeoTIFF");
            }

            return answer.Id is { } id ? Results.Redirect(Address(id)) : List(now, imagery, given, answer);
        }).FromOwnPagesOnly().WithMetadata(new RequestSizeLimitAttribute(ReadImageHeader.MostBytes + FormBytes)).WithName("imagery-attach");

        routes.MapMethods("/imagery/{id}", Reading, IResult (string id, PublishedContent content) =>
            content.Current is { Imagery: { } imagery } now && imagery.Find(id) is { } shown ? Show(now, imagery, shown, null, null) : EntryEndpoints.NotFound(content.Current)).WithName("imagery-layer");

        routes.MapPost("/imagery/{id}/observations", async Task<IResult> (string id, HttpRequest request, PublishedContent content, CancellationToken cancellation) =>
        {
            if (content.Current is not { Imagery: { MayObserve: true } imagery } now || imagery.Find(id) is not { } shown)
            {
                return EntryEndpoints.NotFound(content.Current);
            }

            var given = Given(await request.ReadFormAsync(cancellation));
            var (geometry, fault) = Place(given.GetValueOrDefault("place", ""));
            var answer = geometry is null ? WriteAnswer.Refuse("place", fault!) : imagery.Observe(id, given, geometry, cancellation);
            return answer.Done ? Results.Redirect(Address(id) + "#seen") : Show(now, imagery, shown, given, answer);
        }).FromOwnPagesOnly().WithName("imagery-observe");

        routes.MapMethods("/tiles/imagery/{id}/{z:int}/{x:int}/{y:int}.png", Reading, IResult (string id, int z, int x, int y, PublishedContent content, HttpContext http) =>
        {
            var tile = new TileAddress(z, x, y);
            return tile.Exists && content.Current.Imagery?.Tile(id, tile) is { } body ? body.ToHttp(http) : Results.NotFound();
        }).WithName("imagery-tile");
    }

    internal static string Address(string id) => $"/imagery/{Uri.EscapeDataString(id)}";

    private static Dictionary<string, string> Given(IFormCollection form) =>
        form.Keys.Where(key => key is not FormToken.Field).ToDictionary(key => key, key => form[key].ToString().Trim(), StringComparer.Ordinal);

    /// <summary>Longitude and latitude of one place, of the ends of a line, or of the corners of a patch whose last corner is its first again.</summary>
    private static (string? GeoJson, string? Fault) Place(string text)
    {
        string[] parts = text.Split([';', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length is 0 or > MostCorners)
        {
            return (null, "Say where: click on the image, or give longitude and latitude, such as 46.93 39.99; more of them, parted by semicolons, for a line or a patch.");
        }

        List<string> places = [];
        foreach (var part in parts)
        {
            string[] numbers = part.Split([' ', ','], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            if (numbers.Length != 2 || !numbers.All(number => double.TryParse(number, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)))
            {
                return (null, $"“{part}” is not a longitude and a latitude: two numbers with decimal points, longitude first.");
            }

            // Digits as given: they are kept with the record.
            places.Add($"[{Json(numbers[0])},{Json(numbers[1])}]");
        }

        return places.Count == 1 ? ($$"""{"type":"Point","coordinates":{{places[0]}}}""", null)
            : places.Count > 3 && places[0] == places[^1] ? ($$"""{"type":"Polygon","coordinates":[[{{string.Join(',', places)}}]]}""", null)
            : ($$"""{"type":"LineString","coordinates":[{{string.Join(',', places)}}]}""", null);
    }

    // JSON has no leading plus and no bare point.
    private static string Json(string number)
    {
        var parsed = decimal.Parse(number, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return JsonSerializer.Serialize(parsed);
    }

    private static RazorComponentResult<ImageryListPage> List(ServerContent now, ImageryLayers imagery, IReadOnlyDictionary<string, string>? given, WriteAnswer? answer) => new(new Dictionary<string, object?>
    {
        [nameof(ImageryListPage.Content)] = now,
        [nameof(ImageryListPage.Imagery)] = imagery,
        [nameof(ImageryListPage.Given)] = given ?? new Dictionary<string, string>(StringComparer.Ordinal),
        [nameof(ImageryListPage.Answer)] = answer,
    })
    {
        StatusCode = answer is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
    };

    private static RazorComponentResult<ImageryPage> Show(ServerContent now, ImageryLayers imagery, ShownLayer shown, IReadOnlyDictionary<string, string>? given, WriteAnswer? answer) => new(new Dictionary<string, object?>
    {
        [nameof(ImageryPage.Content)] = now,
        [nameof(ImageryPage.Imagery)] = imagery,
        [nameof(ImageryPage.Shown)] = shown,
        [nameof(ImageryPage.Given)] = given ?? new Dictionary<string, string>(StringComparer.Ordinal),
        [nameof(ImageryPage.Answer)] = answer,
    })
    {
        StatusCode = answer is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
    };
}
