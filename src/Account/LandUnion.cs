using NetTopologySuite.Geometries;
using Surefoot.Account.Arrangement;
using Surefoot.Numerics;

namespace Surefoot.Account;

/// <summary>Area of many polygons together: summed, and with every place counted once.</summary>
/// <param name="Gross">Sum over the polygons as arranged, so that gross minus net is exactly what is counted twice or more.</param>
/// <param name="Net">Area of the union.</param>
public sealed record LandUnion(int Polygons, ExactArea Gross, ExactArea Net)
{
    /// <summary>Measures polygons of the plane (metres, rounded to whole millimetres) in the same arrangement as the account.</summary>
    /// <remarks>Against a union in double precision the difference is the rounding of nodes, at most half a millimetre in each axis.</remarks>
    /// <exception cref="ArgumentException">A geometry is no polygon or lies off the plane.</exception>
    public static LandUnion Measure(
        IReadOnlyList<Geometry> polygons, int workers = 1, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(polygons);
        var byTile = new Dictionary<TileKey, List<GridPolygon>>();
        for (var i = 0; i < polygons.Count; i++)
        {
            var grid = GridPolygon.From($"polygon {i + 1}", polygons[i]);
            foreach (var key in TileKey.Of(grid))
            {
                if (!byTile.TryGetValue(key, out var list))
                {
                    byTile[key] = list = [];
                }

                list.Add(grid);
            }
        }

        var tiles = byTile.SelectMany(tile => TileParts.Of(tile.Key, [.. tile.Value], grid => grid)).ToArray();
        var gross = new long[tiles.Length];
        var net = new long[tiles.Length];
        RowLoop.Run(tiles.Length, workers, new MeasureTile(tiles, gross, net), progress, cancellation);
        return new(polygons.Count, new(gross.Sum()), new(net.Sum()));
    }

    /// <summary>Exact area of one polygon on the millimetre grid of the plane, holes taken out.</summary>
    public static ExactArea AreaOf(Geometry polygon)
    {
        var grid = GridPolygon.From("polygon", polygon);
        var twice = Int128.Zero;
        var part = 0;
        for (var g = 0; g < polygon.NumGeometries; g++)
        {
            var rings = polygon.GetGeometryN(g) is Polygon { IsEmpty: false } one ? 1 + one.NumInteriorRings : 0;
            for (var r = 0; r < rings; r++)
            {
                var area = Int128.Abs(TwiceSigned(grid.Rings[part++]));
                twice += r == 0 ? area : -area;
            }
        }

        return new((long)twice);
    }

    private static Int128 TwiceSigned(int[] ring)
    {
        var sum = Int128.Zero;
        for (var i = 2; i < ring.Length; i += 2)
        {
            sum += ((Int128)ring[i - 2] * ring[i + 1]) - ((Int128)ring[i] * ring[i - 1]);
        }

        return sum;
    }

    private readonly struct MeasureTile((TileKey Key, GridPolygon[] Polygons)[] tiles, long[] gross, long[] net) : IRowOperation
    {
        [ThreadStatic]
        private static Buffers? t_buffers;

        public void Invoke(int row)
        {
            var (segments, noder, sweep) = t_buffers ??= new(new(), new(), new());
            segments.Clear();
            var (key, polygons) = tiles[row];
            for (var i = 0; i < polygons.Length; i++)
            {
                segments.Add(polygons[i], key, i);
            }

            noder.Run(segments);
            sweep.Run(noder);
            for (var set = 1; set < sweep.Sets.Count; set++)
            {
                net[row] += sweep.TwiceArea[set];
                gross[row] += sweep.TwiceArea[set] * sweep.Sets.Members(set).Length;
            }
        }
    }

    private sealed record Buffers(TileSegments Segments, SnapRounding Noder, CoverSweep Sweep);
}
