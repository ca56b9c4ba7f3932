using NetTopologySuite.Geometries;

namespace Surefoot.Account.Arrangement;

/// <summary>A polygon on the millimetre grid of the plane: closed rings of whole millimetres, x and y in turn.</summary>
/// <remarks>32 bits hold ± 2,147 km; a coordinate beyond <see cref="LimitMm"/> is misuse (wrong plane).</remarks>
internal sealed class GridPolygon
{
    internal const int LimitMm = 2_000_000_000;

    private GridPolygon(int[][] rings)
    {
        Rings = rings;
        MinX = MinY = int.MaxValue;
        MaxX = MaxY = int.MinValue;
        foreach (var ring in rings)
        {
            for (var i = 0; i < ring.Length; i += 2)
            {
                MinX = Math.Min(MinX, ring[i]);
                MaxX = Math.Max(MaxX, ring[i]);
                MinY = Math.Min(MinY, ring[i + 1]);
                MaxY = Math.Max(MaxY, ring[i + 1]);
            }
        }
    }

    internal int[][] Rings { get; }

    internal int MinX { get; }

    internal int MinY { get; }

    internal int MaxX { get; }

    internal int MaxY { get; }

    internal bool IsEmpty => Rings.Length == 0;

    /// <summary>Whether a point of the grid lies in the polygon by the even-odd rule. Of two polygons with a common border a point on it lies in exactly one.</summary>
    internal bool Covers(int x, int y)
    {
        if (x < MinX || x > MaxX || y < MinY || y > MaxY)
        {
            return false;
        }

        var inside = false;
        foreach (var ring in Rings)
        {
            for (var i = 2; i < ring.Length; i += 2)
            {
                long x0 = ring[i - 2], y0 = ring[i - 1], x1 = ring[i], y1 = ring[i + 1];
                if (y0 > y == y1 > y)
                {
                    continue;
                }

                // Is the edge east of the point, taken upwards?
                var (lowX, lowY, highX, highY) = y0 < y1 ? (x0, y0, x1, y1) : (x1, y1, x0, y0);
                inside ^= ((Int128)(highX - lowX) * (y - lowY)) - ((Int128)(highY - lowY) * (x - lowX)) > 0;
            }
        }

        return inside;
    }

    /// <exception cref="ArgumentException">Not a polygon, or a coordinate that is not finite or off the plane; the message names <paramref name="id"/>.</exception>
    internal static GridPolygon From(string id, Geometry geometry)
    {
        ArgumentNullException.ThrowIfNull(geometry);
        var rings = new List<int[]>();
        for (var i = 0; i < geometry.NumGeometries; i++)
        {
            if (geometry.GetGeometryN(i) is not Polygon polygon)
            {
                throw new ArgumentException($"{id}: the land account takes polygons, not {geometry.GeometryType}.", nameof(geometry));
            }

            if (polygon.IsEmpty)
            {
                continue;
            }

            rings.Add(Ring(id, polygon.ExteriorRing.CoordinateSequence));
            for (var h = 0; h < polygon.NumInteriorRings; h++)
            {
                rings.Add(Ring(id, polygon.GetInteriorRingN(h).CoordinateSequence));
            }
        }

        return new GridPolygon([.. rings]);
    }

    private static int[] Ring(string id, CoordinateSequence points)
    {
        var ring = new int[points.Count * 2];
        for (var i = 0; i < points.Count; i++)
        {
            ring[2 * i] = Millimetres(id, points.GetX(i));
            ring[(2 * i) + 1] = Millimetres(id, points.GetY(i));
        }

        return ring;
    }

    private static int Millimetres(string id, double metres)
    {
        var value = Math.Floor((metres * 1000) + 0.5);
        if (!(Math.Abs(value) <= LimitMm))
        {
            throw new ArgumentException($"{id}: coordinate {metres} m is outside the plane of the land account (± 2,000 km).");
        }

        return (int)value;
    }
}
