namespace Surefoot.Account.Arrangement;

/// <summary>Quarters a crowded tile, again and again, so that a change redoes little even where land lies deep over each other.</summary>
/// <remarks>Whether a tile is quartered depends on nothing but which polygons touch it: the parts are those of a full run, however the polygons came.</remarks>
internal static class TileParts
{
    /// <summary>More polygons than these are too many for one arrangement of a few milliseconds. No tile of the national sample is as full.</summary>
    internal const int MostPolygons = 256;

    // Smaller parts (156 m) would be covered by their polygons rather than divide them.
    private const int MostHalvings = 4;

    /// <summary>The parts of a tile with the polygons that touch each, in the order given; the tile itself if it is not crowded.</summary>
    internal static IEnumerable<(TileKey Key, T[] Polygons)> Of<T>(TileKey tile, T[] polygons, Func<T, GridPolygon> gridOf)
    {
        if (polygons.Length <= MostPolygons || tile.Level == MostHalvings)
        {
            return polygons.Length == 0 ? [] : [(tile, polygons)];
        }

        return tile.Quarters().SelectMany(quarter => Of(quarter, Array.FindAll(polygons, polygon => quarter.Touches(gridOf(polygon))), gridOf));
    }
}
