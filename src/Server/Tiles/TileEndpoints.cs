using Surefoot.Server.Content;
using Surefoot.Server.Map;

namespace Surefoot.Server.Tiles;

/// <summary>Maps every address that the map fetches: basemap, records, probability, glyphs, sprites, style.</summary>
internal static class TileEndpoints
{
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public static void MapTiles(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/tiles/basemap/{z:int}/{x:int}/{y:int}.pbf", Reading, (int z, int x, int y, Basemap basemap, HttpContext http) =>
        {
            var tile = new TileAddress(z, x, y);
            return !tile.Exists || !basemap.Exists ? Results.NotFound() : basemap.Find(tile)?.ToHttp(http) ?? Results.NoContent();
        }).WithName("basemap-tile");

        routes.MapMethods("/tiles/{set}/{z:int}/{x:int}/{y:int}.pbf", Reading, (string set, int z, int x, int y, TileCache tiles, HttpContext http) =>
        {
            var tile = new TileAddress(z, x, y);
            return tile.Exists && FeatureTiles.IsSet(set) ? tiles.Features.Get(set, tile).ToHttp(http) : Results.NotFound();
        }).WithName("record-tile");

        routes.MapMethods("/tiles/probability/{z:int}/{x:int}/{y:int}.png", Reading, (int z, int x, int y, TileCache tiles, HttpContext http) =>
        {
            var tile = new TileAddress(z, x, y);
            return tile.Exists && tiles.Probability is { } probability ? probability.Get(tile).ToHttp(http) : Results.NotFound();
        }).WithName("probability-tile");

        routes.MapMethods("/style/{scheme}.json", Reading, (string scheme, MapStyle style, PublishedContent content, HttpContext http) =>
            MapStyle.IsScheme(scheme) ? Results.Text(style.Write(scheme, http.Request, content.Current), "application/json; charset=utf-8") : Results.NotFound())
            .WithName("map-style");
    }
}
