using Surefoot.Geodesy;
using Surefoot.Geodesy.Registration;
using Surefoot.Geodesy.Written;

namespace Surefoot.Registry.Minefields;

/// <summary>A scan laid on the ground: the account's plane from pixels, and how well it fits.</summary>
public sealed record RegisteredScan(ImageFit Fit)
{
    /// <summary><c>similarity</c> or <c>affine</c>.</summary>
    public string Kind => Fit.Kind == ImageFitKind.Affine ? "affine" : "similarity";

    public IReadOnlyList<ControlResidual> Residuals => Fit.Residuals;

    public double RootMeanSquareM => Fit.RootMeanSquareM;

    public IReadOnlyList<string> Warnings => Fit.Warnings;

    /// <summary>Where a pixel lies.</summary>
    public GeoPoint Place(double column, double row) => EqualAreaPlane.Karabakh.Inverse(Fit.Place(column, row));

    /// <summary>The pixel of a place.</summary>
    public (double Column, double Row) Pixel(GeoPoint place) => Fit.Pixel(EqualAreaPlane.Karabakh.Forward(place));
}

/// <summary>Georeferences a scan by its control points, whose coordinates stand as written, each with its own system and operation.</summary>
public static class RegisterScan
{
    public static (RegisteredScan? Scan, string? Reason) Handle(MinefieldRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return Handle(record.ScanPoints ?? [], record.Scale);
    }

    /// <param name="kind">Null: affine from four points on, similarity with fewer.</param>
    /// <param name="columns">Of the scan, with <paramref name="rows"/>, to see whether the points cover it; 0 if not known.</param>
    /// <returns>Null with the reason where the points do not say where the scan lies.</returns>
    public static (RegisteredScan? Scan, string? Reason) Handle(IReadOnlyList<ScanPoint> controls, int? scale, ImageFitKind? kind = null, int columns = 0, int rows = 0)
    {
        ArgumentNullException.ThrowIfNull(controls);
        List<ControlPoint> points = [];
        foreach (var point in controls)
        {
            var (read, fault) = ReadCoordinate.Run(point.AsWritten, new Measurement(MeasurementMethod.ScaledFromSheet, scale), point.Crs, point.Operation);
            if (read is null)
            {
                return (null, $"{point.Name}: {fault!.Message} {fault.Suggestion}");
            }

            points.Add(new(point.Name, point.Column, point.Row, EqualAreaPlane.Karabakh.Forward(read.Wgs84)));
        }

        var (fit, reason) = FitImage.Run(points, kind, columns, rows);
        return (fit is null ? null : new(fit), reason);
    }
}
