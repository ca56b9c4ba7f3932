namespace Surefoot.Account.Arrangement;

/// <summary>One of the fixed 5 km squares of the plane, or a part of one (<see cref="TileParts"/>). Its south-west corner is a whole multiple of its side.</summary>
/// <param name="Level">How often the 5 km were halved.</param>
internal readonly record struct TileKey(int Column, int Row, int Level = 0)
{
    /// <summary>Side of a whole tile; it can be halved six times and stay whole.</summary>
    private const int WholeMm = 5_000_000;

    internal int SideMm => WholeMm >> Level;

    internal int WestMm => Column * SideMm;

    internal int SouthMm => Row * SideMm;

    /// <summary>The whole tiles whose inside the box can touch. A box that ends on a border does not reach the tile beyond.</summary>
    internal static IEnumerable<TileKey> Of(GridPolygon polygon)
    {
        if (polygon.IsEmpty)
        {
            yield break;
        }

        var lastRow = Math.Max(Index(polygon.MaxY - 1), Index(polygon.MinY));
        var lastColumn = Math.Max(Index(polygon.MaxX - 1), Index(polygon.MinX));
        for (var row = Index(polygon.MinY); row <= lastRow; row++)
        {
            for (var column = Index(polygon.MinX); column <= lastColumn; column++)
            {
                yield return new(column, row);
            }
        }
    }

    /// <summary>The whole tile in which a point lies; a point on a border belongs to the tile east or north of it.</summary>
    internal static TileKey At(int xMm, int yMm) => new(Index(xMm), Index(yMm));

    /// <summary>Its four quarters.</summary>
    internal IEnumerable<TileKey> Quarters()
    {
        for (var part = 0; part < 4; part++)
        {
            yield return new((2 * Column) + (part & 1), (2 * Row) + (part >> 1), Level + 1);
        }
    }

    /// <summary>Whether a polygon's box can touch the inside, by the rule of <see cref="Of"/>.</summary>
    internal bool Touches(GridPolygon polygon) =>
        Touches(polygon.MinX, polygon.MaxX, WestMm, SideMm) && Touches(polygon.MinY, polygon.MaxY, SouthMm, SideMm);

    private static bool Touches(int from, int to, int start, int side) => from < start + side && (to > start || from >= start);

    private static int Index(int mm) => (int)Math.Floor((double)mm / WholeMm);
}
