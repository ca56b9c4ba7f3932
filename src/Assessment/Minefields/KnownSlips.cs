using Surefoot.Geodesy;
using Surefoot.Hazard.Records;

namespace Surefoot.Assessment.Minefields;

/// <summary>Slips of a whole sheet whose size is known beforehand (DOMAIN 7.2): SK-42 taken for WGS 84, and the rotations of the operation with the wrong sign.</summary>
internal static class KnownSlips
{
    private const int Sk42 = 4284;
    private const int Operation = 15865;

    // How often a sheet is wrong in this way: assumptions, kept with the result.
    private const double LeftOut = 0.12;
    private const double Signs = 0.08;

    // Rotations of EPSG:15865 in radians (coordinate frame).
    private const double RotationY = -0.35 / 206_264.806;
    private const double RotationZ = -0.736 / 206_264.806;

    /// <param name="at">Middle of the records: over a region the slips change by a few metres only.</param>
    public static KnownSlip[] At(GeoPoint at)
    {
        var plane = EqualAreaPlane.Karabakh;
        var read = CoordinatePath.Find(Sk42, Operation, 4326).Path!.Convert(at.LongitudeDeg, at.LatitudeDeg);
        var (truth, seen) = (plane.Forward(at), plane.Forward(new GeoPoint(read.EastingM, read.NorthingM)));

        // Author by position vector, reader by coordinate frame: the place read is off by −2·(r × X) in geocentric coordinates.
        double lat = double.DegreesToRadians(at.LatitudeDeg), lon = double.DegreesToRadians(at.LongitudeDeg);
        var (sinLat, cosLat) = Math.SinCos(lat);
        var (sinLon, cosLon) = Math.SinCos(lon);
        const double radiusM = 6_380_000;
        double x = radiusM * cosLat * cosLon, y = radiusM * cosLat * sinLon, z = radiusM * sinLat;
        double dx = 2 * ((RotationY * z) - (RotationZ * y)), dy = 2 * RotationZ * x, dz = -2 * RotationY * x;
        return
        [
            new("datum left out", truth.EastingM - seen.EastingM, truth.NorthingM - seen.NorthingM, LeftOut),
            new("rotation signs mixed", (-sinLon * dx) + (cosLon * dy), (-sinLat * cosLon * dx) - (sinLat * sinLon * dy) + (cosLat * dz), Signs),
        ];
    }
}
