using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.OverlayNG;

namespace Surefoot.Geodesy;

/// <summary>Area and perimeter of one shape.</summary>
public sealed record MeasuredShape(string Id, double AreaM2, double PerimeterM);

/// <summary>The shapes one by one, and the ground that they cover together.</summary>
public sealed record AreaMeasurement(IReadOnlyList<MeasuredShape> Shapes, double UnionM2);

/// <summary>Measures shapes given in longitude and latitude on WGS 84.</summary>
public static class MeasureArea
{
    // Between two points this far apart a geodesic leaves the straight line in longitude and latitude by less than 5 mm at 40° N.
    private const double GeodesicStepM = 500;

    /// <summary>Measures every shape, and their union once.</summary>
    /// <param name="shapes">Valid shapes with their names.</param>
    /// <param name="edges">Planar: the area is that of the account's plane. Geodesic: that of the ellipsoid; the union is taken in the plane
    /// with edges densified to a centimetre.</param>
    /// <param name="projection">The account's plane.</param>
    public static AreaMeasurement Run(IReadOnlyList<(string Id, Geometry LonLat)> shapes, EdgeKind edges, PlaneProjection projection)
    {
        ArgumentNullException.ThrowIfNull(shapes);
        ArgumentNullException.ThrowIfNull(projection);
        var measured = new List<MeasuredShape>(shapes.Count);
        var polygons = new List<Polygon>();
        foreach (var (id, lonLat) in shapes)
        {
            var plane = projection.Project(edges == EdgeKind.Geodesic ? Densify(lonLat) : lonLat);
            var areaM2 = edges == EdgeKind.Geodesic ? EllipsoidMeasure.AreaM2(lonLat, edges) : plane.Area;
            measured.Add(new(id, areaM2, EllipsoidMeasure.PerimeterM(lonLat, edges)));
            Collect(plane, polygons);
        }

        return new(measured, UnionM2(polygons));
    }

    private static double UnionM2(List<Polygon> polygons)
    {
        if (polygons.Count == 0)
        {
            return 0;
        }

        // The order of the input must not matter, so it is made the same: the union takes what it is given in order.
        polygons.Sort();
        var all = polygons[0].Factory.BuildGeometry(polygons);
        return UnaryUnionNG.Union(all, new PrecisionModel(PlaneProjection.StepsPerMetre)).Area;
    }

    private static void Collect(Geometry geometry, List<Polygon> polygons)
    {
        switch (geometry)
        {
            case Polygon polygon when !polygon.IsEmpty:
                polygons.Add((Polygon)polygon.Normalized());
                break;
            case GeometryCollection all:
                foreach (var part in all.Geometries)
                {
                    Collect(part, polygons);
                }

                break;
        }
    }

    /// <summary>A copy whose edges follow the geodesics between the corners.</summary>
    private static Geometry Densify(Geometry lonLat) => lonLat switch
    {
        Polygon { IsEmpty: false } polygon => lonLat.Factory.CreatePolygon(DensifyRing(polygon.Shell), [.. polygon.Holes.Select(DensifyRing)]),
        GeometryCollection all => lonLat.Factory.CreateGeometryCollection([.. all.Geometries.Select(Densify)]),
        _ => lonLat,
    };

    private static LinearRing DensifyRing(LinearRing ring)
    {
        var points = new List<Coordinate> { ring.GetCoordinateN(0).Copy() };
        for (var i = 1; i < ring.NumPoints; i++)
        {
            var from = ring.GetCoordinateN(i - 1);
            var to = ring.GetCoordinateN(i);
            // Always from the same end, so that neighbours keep their common border.
            var backwards = from.CompareTo(to) > 0;
            var (low, high) = backwards ? (to, from) : (from, to);
            var start = new GeoPoint(low.X, low.Y);
            var (lengthM, azimuth) = Geodesic.Inverse(start, new(high.X, high.Y));
            var parts = Math.Max(1, (int)Math.Ceiling(lengthM / GeodesicStepM));
            for (var k = 1; k < parts; k++)
            {
                var (point, _) = Geodesic.Direct(start, azimuth, lengthM * (backwards ? parts - k : k) / parts);
                points.Add(new(point.LongitudeDeg, point.LatitudeDeg));
            }

            points.Add(to.Copy());
        }

        return ring.Factory.CreateLinearRing([.. points]);
    }
}
