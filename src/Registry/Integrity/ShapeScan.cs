using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using NetTopologySuite.Operation.Valid;
using Surefoot.Geodesy;
using Surefoot.Numerics;
using Surefoot.Registry.Declaring;

namespace Surefoot.Registry.Integrity;

/// <summary>What one look at every approved polygon and line says.</summary>
internal sealed class ShapeScan
{
    /// <summary>A leg longer than this is more often a slip than a border (DOMAIN 4.1).</summary>
    public const double LongLegM = 5000;

    private ShapeScan(IReadOnlyList<ScannedShape> shapes) => Shapes = shapes;

    /// <summary>By type, then id.</summary>
    public IReadOnlyList<ScannedShape> Shapes { get; }

    public static ShapeScan Run(CheckData data)
    {
        List<(string Type, string Id, string? District, byte[] Wkb)> rows = [];
        foreach (var type in data.Types.All.Where(type => type.Shape is ShapeKind.Polygon or ShapeKind.Line or ShapeKind.PointOrLine or ShapeKind.Any))
        {
            var district = type.Ordinal("district") >= 0 ? "t.f_district" : "NULL";
            rows.AddRange(data.Rows(
                $"SELECT t.client_key, {district}, t.geometry FROM {type.Table} t WHERE t.is_current = 1 AND t.geometry IS NOT NULL ORDER BY t.client_key",
                row => (type.Code, row.GetString(0), row.IsDBNull(1) ? null : row.GetString(1), row.GetFieldValue<byte[]>(2))));
        }

        data.Districts.Prepare();
        var shapes = new ScannedShape[rows.Count];
        RowLoop.Run(rows.Count, data.Workers, new Scan(rows, data.Districts, shapes), null, data.Cancellation);
        return new(shapes);
    }

    private readonly struct Scan(List<(string Type, string Id, string? District, byte[] Wkb)> rows, DistrictIndex districts, ScannedShape[] shapes) : IRowOperation
    {
        public void Invoke(int row)
        {
            var (type, id, district, wkb) = rows[row];
            var shape = new WKBReader().Read(wkb);
            var valid = new IsValidOp(shape).ValidationError;
            var index = districts;
            var isArea = shape is Polygon or MultiPolygon;
            var (longestM, coarse) = Legs(shape);
            shapes[row] = new(
                type,
                id,
                isArea,
                valid?.ToString(),
                isArea ? QuickArea.Of(shape) : 0,
                isArea ? Enumerable.Range(0, shape.NumGeometries).Min(i => QuickArea.Of(shape.GetGeometryN(i))) : 0,
                longestM,
                coarse,
                district is not null && index.Knows(district) && !shape.Coordinates.Any(at => index.Covers(district, at.X, at.Y)) ? district : null,
                new GeoPoint(shape.Coordinate.X, shape.Coordinate.Y));
        }

        private static (double LongestM, bool Coarse) Legs(Geometry shape)
        {
            var corners = shape.Coordinates;
            var coarse = true;
            var longestM = 0.0;
            for (var i = 0; i < corners.Length; i++)
            {
                coarse &= PointScan.IsCoarse(corners[i].X, corners[i].Y);
            }

            for (var g = 0; g < shape.NumGeometries; g++)
            {
                var part = shape.GetGeometryN(g);
                IEnumerable<Geometry> lines = part is Polygon polygon ? [polygon.Shell, .. polygon.Holes] : [part];
                foreach (var line in lines)
                {
                    var points = line.Coordinates;
                    for (var i = 1; i < points.Length; i++)
                    {
                        longestM = Math.Max(longestM, QuickArea.LengthM(points[i - 1], points[i]));
                    }
                }
            }

            return (longestM, coarse);
        }
    }
}

/// <param name="Invalid">Why it is no valid shape; null if it is.</param>
/// <param name="Coarse">No corner has more than two decimals of a degree.</param>
/// <param name="NotIn">The district that it says it lies in, and no corner does; null if one does.</param>
internal sealed record ScannedShape(
    string Type, string Id, bool IsArea, string? Invalid, double AreaM2, double SmallestPartM2, double LongestLegM, bool Coarse, string? NotIn, GeoPoint At);

/// <summary>Areas and lengths good to a part in a hundred, for judging whether a size is plausible; figures come from the account.</summary>
internal static class QuickArea
{
    private const double MetresPerDegree = 111_195;

    public static double Of(Geometry lonLat) =>
        lonLat.Area * MetresPerDegree * MetresPerDegree * Math.Cos(double.DegreesToRadians(lonLat.EnvelopeInternal.Centre.Y));

    public static double LengthM(Coordinate a, Coordinate b)
    {
        var dx = (b.X - a.X) * Math.Cos(double.DegreesToRadians((a.Y + b.Y) / 2));
        var dy = b.Y - a.Y;
        return MetresPerDegree * Math.Sqrt((dx * dx) + (dy * dy));
    }
}
