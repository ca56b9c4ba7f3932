namespace Surefoot.Account.Arrangement;

/// <summary>One of the fixed 5 km squares of the plane. Its south-west corner is a whole multiple of the side.</summary>
internal readonly record struct TileKey(int Column, int Row)
{
    internal const int SideMm = 5_000_000;

    internal int WestMm => Column * SideMm;

    internal int SouthMm => Row * SideMm;

    /// <summary>The tiles whose inside the box can touch. A box that ends on a border does not reach the tile beyond.</summary>
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

    /// <summary>The tile in which a point lies; a point on a border belongs to the tile east or north of it.</summary>
    internal static TileKey At(int xMm, int yMm) => new(Index(xMm), Index(yMm));

    private static int Index(int mm) => (int)Math.Floor((double)mm / SideMm);
}
