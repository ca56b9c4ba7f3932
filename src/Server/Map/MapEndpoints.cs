using Surefoot.Server.Content;

namespace Surefoot.Server.Map;

/// <summary>Glyphs, district outlines and the reasons behind a place.</summary>
internal static class MapEndpoints
{
    public static void MapGlyphs(this IEndpointRouteBuilder routes, string fontFolder)
    {
        routes.MapGet("/fonts/{font}/{range}.pbf", (string font, string range) =>
        {
            // Only a plain name reaches the file system.
            if (font.AsSpan().ContainsAnyExcept(FontCharacters) || range.AsSpan().ContainsAnyExcept(RangeCharacters))
            {
                return Results.NotFound();
            }

            var path = Path.Combine(fontFolder, font, range + ".pbf");
            return File.Exists(path)
                ? Results.File(path, "application/x-protobuf")
                // A range the font lacks is a font without glyphs, not an error.
                : Results.Bytes([], "application/x-protobuf");
        }).WithName("glyphs");

        routes.MapGet("/geography/districts.json", (ReferenceGeography geography) => Results.Text(geography.DistrictsGeoJson, "application/geo+json; charset=utf-8"))
            .WithName("districts");
    }

    public static void MapWhy(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/hazard/why", async (double lon, double lat, PublishedContent content, CancellationToken cancellation) =>
        {
            if (content.Current.Hazard is not { } hazard || !double.IsFinite(lon) || !double.IsFinite(lat))
            {
                return Results.NotFound();
            }

            return await hazard.Why(lon, lat, cancellation) is { } reasons ? Results.Json(reasons) : Results.NoContent();
        }).WithName("hazard-why");

    private static readonly System.Buffers.SearchValues<char> FontCharacters =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz ");

    private static readonly System.Buffers.SearchValues<char> RangeCharacters = System.Buffers.SearchValues.Create("0123456789-");
}
