using NetTopologySuite.Geometries;
using Surefoot.Geodesy;

namespace Surefoot.Registry.Land;

/// <summary>A quick area, good enough to spare tens of thousands of polygons the exact one.</summary>
internal static class RoughArea
{
    private const double HighestDeg = 0.1;

    // One latitude stands for the whole polygon: tan φ · Δφ, at most 0.09 % for half of 0.1° at 45°.
    private const double ErrorShare = 0.001;

    /// <summary>True only if the exact area would be taken for the reported one as well; false says nothing.</summary>
    public static bool CertainlySame(Geometry lonLat, double reportedM2, LandRules rules)
    {
        var box = lonLat.EnvelopeInternal;
        if (box.Height > HighestDeg || Math.Abs(box.Centre.Y) > 45)
        {
            return false;
        }

        var (sine, cosine) = Math.SinCos(double.DegreesToRadians(box.Centre.Y));
        var w = 1 - (Ellipsoid.Wgs84.EccentricitySquared * sine * sine);
        var a = Ellipsoid.Wgs84.SemiMajorAxisM * double.DegreesToRadians(1);
        var squareDegreeM2 = a * a * (1 - Ellipsoid.Wgs84.EccentricitySquared) / (w * w) * cosine;
        var areaM2 = lonLat.Area * squareDegreeM2;
        return Math.Abs(reportedM2 - areaM2) <= (rules.AcceptedAreaShare - (2 * ErrorShare)) * areaM2;
    }
}
