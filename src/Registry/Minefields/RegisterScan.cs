using Surefoot.Geodesy;
using Surefoot.Geodesy.Written;

namespace Surefoot.Registry.Minefields;

/// <summary>How far a control point of the scan lies from where the fitted transform puts it.</summary>
public sealed record ScanResidual(string Name, double EastM, double NorthM)
{
    public double LengthM => Math.Sqrt((EastM * EastM) + (NorthM * NorthM));
}

/// <summary>A scan laid on the ground: metres of the account's plane from pixels, and how well it fits.</summary>
/// <param name="Kind"><c>similarity</c> (shift, turn, scale: two or three points) or <c>affine</c> (four and more).</param>
/// <param name="East">East = East[0] + East[1]·column + East[2]·row, in the plane.</param>
/// <param name="RootMeanSquareM">Root of the mean squared residual, over the degrees of freedom left; NaN where none is left.</param>
public sealed record RegisteredScan(string Kind, double[] East, double[] North, IReadOnlyList<ScanResidual> Residuals, double RootMeanSquareM)
{
    /// <summary>Where a pixel lies.</summary>
    public GeoPoint Place(double column, double row) => EqualAreaPlane.Karabakh.Inverse(new PlanePoint(
        East[0] + (East[1] * column) + (East[2] * row),
        North[0] + (North[1] * column) + (North[2] * row)));
}

/// <summary>Georeferences a scan by its control points, by least squares; the residuals are the answer, not a by-product.</summary>
public static class RegisterScan
{
    private const int FewestForAffine = 4;

    /// <returns>Null with the reason where the points do not say where the scan lies.</returns>
    public static (RegisteredScan? Scan, string? Reason) Handle(MinefieldRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        List<(ScanPoint Pixel, PlanePoint Plane)> points = [];
        foreach (var point in record.ScanPoints ?? [])
        {
            var (read, fault) = ReadCoordinate.Run(point.AsWritten, new Measurement(MeasurementMethod.ScaledFromSheet, record.Scale), point.Crs, point.Operation);
            if (read is null)
            {
                return (null, $"{point.Name}: {fault!.Message} {fault.Suggestion}");
            }

            points.Add((point, EqualAreaPlane.Karabakh.Forward(read.Wgs84)));
        }

        if (points.Count < 2)
        {
            return (null, points.Count == 0 ? "The scan has no control points." : "One control point cannot turn a scan; two are the fewest.");
        }

        var affine = points.Count >= FewestForAffine;
        if ((affine ? Affine(points) : Similarity(points)) is not { } fit)
        {
            return (null, "The control points lie on one another or on one line.");
        }

        var residuals = points.ConvertAll(one => new ScanResidual(
            one.Pixel.Name,
            fit.East[0] + (fit.East[1] * one.Pixel.Column) + (fit.East[2] * one.Pixel.Row) - one.Plane.EastingM,
            fit.North[0] + (fit.North[1] * one.Pixel.Column) + (fit.North[2] * one.Pixel.Row) - one.Plane.NorthingM));
        var free = (2 * points.Count) - (affine ? 6 : 4);
        var rms = free > 0 ? Math.Sqrt(residuals.Sum(one => one.LengthM * one.LengthM) * 2 / free) : double.NaN;
        return (new(affine ? "affine" : "similarity", fit.East, fit.North, residuals, rms), null);
    }

    // Pixels count downward, north upward: the turn is that of (column, −row).
    private static (double[] East, double[] North)? Similarity(List<(ScanPoint Pixel, PlanePoint Plane)> points)
    {
        var (c0, r0, e0, n0) = Means(points);
        double a = 0, b = 0, size = 0;
        foreach (var (pixel, plane) in points)
        {
            double x = pixel.Column - c0, y = r0 - pixel.Row, e = plane.EastingM - e0, n = plane.NorthingM - n0;
            a += (x * e) + (y * n);
            b += (x * n) - (y * e);
            size += (x * x) + (y * y);
        }

        if (size < 1e-9)
        {
            return null;
        }

        (a, b) = (a / size, b / size);
        return ([e0 - (a * c0) - (b * r0), a, b], [n0 - (b * c0) + (a * r0), b, -a]);
    }

    private static (double[] East, double[] North)? Affine(List<(ScanPoint Pixel, PlanePoint Plane)> points)
    {
        var (c0, r0, e0, n0) = Means(points);
        double cc = 0, cr = 0, rr = 0, ce = 0, re = 0, cn = 0, rn = 0;
        foreach (var (pixel, plane) in points)
        {
            double c = pixel.Column - c0, r = pixel.Row - r0, e = plane.EastingM - e0, n = plane.NorthingM - n0;
            (cc, cr, rr) = (cc + (c * c), cr + (c * r), rr + (r * r));
            (ce, re, cn, rn) = (ce + (c * e), re + (r * e), cn + (c * n), rn + (r * n));
        }

        var determinant = (cc * rr) - (cr * cr);
        if (determinant < 1e-9 * Math.Max(1, cc * rr))
        {
            return null;
        }

        double[] Solve(double first, double second, double mean)
        {
            var byColumn = ((rr * first) - (cr * second)) / determinant;
            var byRow = ((cc * second) - (cr * first)) / determinant;
            return [mean - (byColumn * c0) - (byRow * r0), byColumn, byRow];
        }

        return (Solve(ce, re, e0), Solve(cn, rn, n0));
    }

    private static (double Column, double Row, double East, double North) Means(List<(ScanPoint Pixel, PlanePoint Plane)> points) =>
        (points.Average(p => p.Pixel.Column), points.Average(p => p.Pixel.Row), points.Average(p => p.Plane.EastingM), points.Average(p => p.Plane.NorthingM));
}
