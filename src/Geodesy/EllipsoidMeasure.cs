using NetTopologySuite.Geometries;

namespace Surefoot.Geodesy;

/// <summary>How the edges of a shape in longitude and latitude run between its corners.</summary>
public enum EdgeKind
{
    /// <summary>Straight in longitude and latitude, as GeoJSON has it and as it is drawn on a plate.</summary>
    Planar,

    /// <summary>The shortest line on the ellipsoid.</summary>
    Geodesic,
}

/// <summary>Area and perimeter of shapes on the WGS 84 ellipsoid itself.</summary>
/// <remarks>
/// The area under an edge is ∫ a²·q(φ)/2 dλ, with q of Snyder, USGS PP 1395, equation 3-12: the exact area of the ellipsoid between the
/// equator and a parallel. The integral is taken by Gauss-Legendre quadrature of ten nodes on pieces of at most <see cref="LongestPieceM"/>;
/// the error is far below 1 mm² per km² (rounding prevails). Rings around a pole or over the antimeridian are not supported.
/// </remarks>
public static class EllipsoidMeasure
{
    /// <summary>Longest piece of an edge that is integrated in one go, in metres.</summary>
    public const double LongestPieceM = 100_000;

    // Abscissas and weights on [-1, 1], symmetric: Abramowitz and Stegun, table 25.4, n = 10.
    private static readonly double[] Nodes = [0.1488743389816312, 0.4333953941292472, 0.6794095682990244, 0.8650633666889845, 0.9739065285171717];
    private static readonly double[] Weights = [0.2955242247147529, 0.2692667193099964, 0.2190863625159820, 0.1494513491505806, 0.0666713443086881];

    private static readonly double A = Ellipsoid.Wgs84.SemiMajorAxisM;
    private static readonly double E2 = Ellipsoid.Wgs84.EccentricitySquared;
    private static readonly double E = Math.Sqrt(E2);

    /// <summary>Area in square metres; holes are taken off, parts are summed. Lines and points have none.</summary>
    public static double AreaM2(Geometry lonLat, EdgeKind edges)
    {
        ArgumentNullException.ThrowIfNull(lonLat);
        return lonLat switch
        {
            Polygon polygon => polygon.IsEmpty ? 0 : RingAreaM2(polygon.Shell, edges) - polygon.Holes.Sum(h => RingAreaM2(h, edges)),
            GeometryCollection all => all.Geometries.Sum(g => AreaM2(g, edges)),
            _ => 0,
        };
    }

    /// <summary>Length in metres of all lines and rings, holes included.</summary>
    public static double PerimeterM(Geometry lonLat, EdgeKind edges)
    {
        ArgumentNullException.ThrowIfNull(lonLat);
        return lonLat switch
        {
            Polygon polygon => polygon.IsEmpty ? 0 : LineLengthM(polygon.Shell, edges) + polygon.Holes.Sum(h => LineLengthM(h, edges)),
            LineString line => LineLengthM(line, edges),
            GeometryCollection all => all.Geometries.Sum(g => PerimeterM(g, edges)),
            _ => 0,
        };
    }

    private static double RingAreaM2(LineString ring, EdgeKind edges)
    {
        // Measured from the ring's own latitude instead of the equator, small rings lose no digits.
        var baseQ = Q(Math.Sin(double.DegreesToRadians(ring.EnvelopeInternal.Centre.Y)));
        var sum = 0.0;
        foreach (var (from, to) in Edges(ring))
        {
            sum += edges == EdgeKind.Geodesic ? UnderGeodesic(from, to, baseQ) : UnderStraight(from, to, baseQ);
        }

        return Math.Abs(sum) * A * A / 2;
    }

    private static double UnderStraight(GeoPoint from, GeoPoint to, double baseQ)
    {
        var phi = double.DegreesToRadians(from.LatitudeDeg);
        var dPhi = double.DegreesToRadians(to.LatitudeDeg - from.LatitudeDeg);
        var dLambda = double.DegreesToRadians(to.LongitudeDeg - from.LongitudeDeg);
        return dLambda * Integrate(PieceCount(Math.Max(Math.Abs(dPhi), Math.Abs(dLambda)) * A), t => Q(Math.Sin(phi + (t * dPhi))) - baseQ);
    }

    private static double UnderGeodesic(GeoPoint from, GeoPoint to, double baseQ)
    {
        var (lengthM, azimuth) = Geodesic.Inverse(from, to);
        return lengthM == 0 ? 0 : lengthM * Integrate(PieceCount(lengthM), t =>
        {
            var (point, heading) = Geodesic.Direct(from, azimuth, t * lengthM);
            var phi = double.DegreesToRadians(point.LatitudeDeg);
            var sin = Math.Sin(phi);
            var normal = A / Math.Sqrt(1 - (E2 * sin * sin));
            // dλ/ds along the line.
            return (Q(sin) - baseQ) * Math.Sin(double.DegreesToRadians(heading)) / (normal * Math.Cos(phi));
        });
    }

    private static double LineLengthM(LineString line, EdgeKind edges) =>
        Edges(line).Sum(e => edges == EdgeKind.Geodesic ? Geodesic.Inverse(e.From, e.To).LengthM : StraightLengthM(e.From, e.To));

    private static double StraightLengthM(GeoPoint from, GeoPoint to)
    {
        var phi = double.DegreesToRadians(from.LatitudeDeg);
        var dPhi = double.DegreesToRadians(to.LatitudeDeg - from.LatitudeDeg);
        var dLambda = double.DegreesToRadians(to.LongitudeDeg - from.LongitudeDeg);
        return Integrate(PieceCount(Math.Max(Math.Abs(dPhi), Math.Abs(dLambda)) * A), t =>
        {
            var sin = Math.Sin(phi + (t * dPhi));
            var w = 1 - (E2 * sin * sin);
            var north = A * (1 - E2) / (w * Math.Sqrt(w)) * dPhi;
            var east = A / Math.Sqrt(w) * Math.Cos(phi + (t * dPhi)) * dLambda;
            return Math.Sqrt((north * north) + (east * east));
        });
    }

    private static int PieceCount(double lengthM) => Math.Max(1, (int)Math.Ceiling(lengthM / LongestPieceM));

    /// <summary>Integral over t from 0 to 1.</summary>
    private static double Integrate(int pieces, Func<double, double> function)
    {
        var half = 0.5 / pieces;
        var sum = 0.0;
        for (var piece = 0; piece < pieces; piece++)
        {
            var middle = (piece + 0.5) / pieces;
            for (var i = 0; i < Nodes.Length; i++)
            {
                sum += Weights[i] * (function(middle - (half * Nodes[i])) + function(middle + (half * Nodes[i])));
            }
        }

        return sum * half;
    }

    private static IEnumerable<(GeoPoint From, GeoPoint To)> Edges(LineString line)
    {
        var positions = line.CoordinateSequence;
        for (var i = 1; i < positions.Count; i++)
        {
            yield return (new(positions.GetX(i - 1), positions.GetY(i - 1)), new(positions.GetX(i), positions.GetY(i)));
        }
    }

    // Snyder 3-12.
    private static double Q(double sinPhi)
    {
        var es = E * sinPhi;
        return (1 - E2) * ((sinPhi / (1 - (es * es))) + (Math.Atanh(es) / E));
    }
}
