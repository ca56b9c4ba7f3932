using NetTopologySuite.Geometries;
using Surefoot.Assessment.Hazard;
using Surefoot.Geodesy;
using Surefoot.Hazard.Records;
using Surefoot.Registry.Minefields;

namespace Surefoot.Assessment.Minefields;

/// <summary>One source of error of a record's position, one standard deviation per axis.</summary>
/// <param name="Shared">The same for the whole sheet: the sheet's shift takes it up, it is not counted for each record again.</param>
public sealed record PositionError(string Source, double SigmaM, bool Shared, string Because);

/// <summary>Rows as a record predicts them, in the account's plane.</summary>
/// <param name="Names">One per band.</param>
/// <param name="ByPoints">Rows run between named points; otherwise they are guessed from the outline.</param>
/// <param name="SigmaM">Standard deviation per axis of the record's own position, the shared errors left out.</param>
public sealed record PredictedRows(RecordBand[] Bands, string[] Names, bool ByPoints, double SigmaM, IReadOnlyList<PositionError> Errors);

/// <summary>From a record to the bands in which its rows run, with their error budget.</summary>
public static class PredictRows
{
    // A perimeter is drawn outside the rows: a quarter of a millimetre on paper, our assumption.
    private const double MarginOnPaperM = 0.25e-3;
    private const int UsualScale = 50_000;
    private const double RowHalfWidthM = 2;
    private const double LeastHalfLengthM = 5;
    private const double LeastHalfWidthM = 3;

    // EPSG's stated accuracy is of the horizontal position; per axis it is √2 less.
    private const double PerAxis = 0.70711;

    /// <param name="outline">Longitude and latitude on WGS 84.</param>
    /// <param name="operation">EPSG code of the datum operation that brought the outline here.</param>
    /// <returns>Null if the record has neither rows nor an outline with an area.</returns>
    public static PredictedRows? Handle(MinefieldRecord record, Geometry? outline, int? operation, PlacedPoints? placed = null)
    {
        ArgumentNullException.ThrowIfNull(record);
        placed ??= PlacePoints.Handle(record);
        List<PositionError> errors = [];
        var (bands, names, sigma) = ByPoints(record, placed, errors);
        var byPoints = bands.Count > 0;
        if (!byPoints)
        {
            if (LargestShell(outline) is not { } shell)
            {
                return null;
            }

            var field = Bands.OfOutline(shell);
            var margin = MarginOnPaperM * (record.Scale ?? UsualScale);
            field = field with { HalfLengthM = Math.Max(LeastHalfLengthM, field.HalfLengthM - margin), HalfWidthM = Math.Max(LeastHalfWidthM, field.HalfWidthM - margin) };
            bands.AddRange(Bands.Rows(field, record.Rows ?? 1));
            names.AddRange(bands.Select((_, i) => FormattableString.Invariant($"row {i + 1}")));
            sigma = PositionErrors.OfSheet(record.Scale);
            errors.Add(new("drawing on the sheet", sigma, false, FormattableString.Invariant($"0.508 mm CE90 at 1:{record.Scale ?? UsualScale}{(record.Scale is null ? ", scale not stated" : "")}")));
        }

        if (operation is { } code && DatumOperation.Find(code) is { } known)
        {
            errors.Add(new("datum operation", known.AccuracyM * PerAxis, true, FormattableString.Invariant($"EPSG:{code}, stated {known.AccuracyM} m")));
        }

        if (record.DisplacementM is { } displaced and > 0)
        {
            // Anywhere within it, as far as we know: uniform over a disc.
            errors.Add(new("movement since", displaced / 2, false, record.DisplacementCause ?? "cause not stated"));
            sigma = Math.Sqrt((sigma * sigma) + (displaced * displaced / 4));
        }

        return new([.. bands], [.. names], byPoints, sigma, errors);
    }

    /// <summary>The largest polygon's outline in the plane; x and y alternating, without the closing point. Null without one.</summary>
    public static double[]? LargestShell(Geometry? outline)
    {
        Polygon? largest = null;
        for (var i = 0; i < (outline?.NumGeometries ?? 0); i++)
        {
            largest = outline!.GetGeometryN(i) is Polygon { IsEmpty: false } part && (largest is null || part.Area > largest.Area) ? part : largest;
        }

        return largest is { Area: > 0 } ? Ring(largest.Shell) : null;
    }

    /// <summary>A closed line into the plane, without the closing point.</summary>
    public static double[] Ring(LineString line)
    {
        ArgumentNullException.ThrowIfNull(line);
        var points = line.CoordinateSequence;
        var ring = new double[2 * (points.Count - 1)];
        for (var i = 0; i < points.Count - 1; i++)
        {
            var at = EqualAreaPlane.Karabakh.Forward(new GeoPoint(points.GetX(i), points.GetY(i)));
            (ring[2 * i], ring[(2 * i) + 1]) = (at.EastingM, at.NorthingM);
        }

        return ring;
    }

    private static (List<RecordBand> Bands, List<string> Names, double SigmaM) ByPoints(MinefieldRecord record, PlacedPoints placed, List<PositionError> errors)
    {
        List<RecordBand> bands = [];
        List<string> names = [];
        var sigma = 0.0;
        foreach (var row in record.DrawnRows ?? [])
        {
            if (placed.Find(row.From) is { } from && placed.Find(row.To) is { } to)
            {
                var (a, b) = (EqualAreaPlane.Karabakh.Forward(from.Wgs84), EqualAreaPlane.Karabakh.Forward(to.Wgs84));
                bands.Add(Bands.OfRow(a.EastingM, a.NorthingM, b.EastingM, b.NorthingM, RowHalfWidthM));
                names.Add(row.Name);
                sigma = Math.Max(sigma, Math.Max(from.SigmaM, to.SigmaM));
            }
        }

        if (bands.Count > 0)
        {
            var reference = placed.Points.Where(point => !point.ByLegs).Select(point => point.SigmaM).DefaultIfEmpty(0).Max() * PerAxis;
            sigma *= PerAxis;
            errors.Add(new("reference points", reference, false, "coordinates as written, by scale, operation and last digit"));
            if (placed.Points.Any(point => point.ByLegs))
            {
                errors.Add(new("bearings and tape", Math.Sqrt(Math.Max(0, (sigma * sigma) - (reference * reference))), false,
                    FormattableString.Invariant($"compass {(record.North == "magnetic" ? PlacePoints.MagneticSigmaDeg : PlacePoints.TrueSigmaDeg)}°, tape 1:{1 / PlacePoints.TapeSigmaShare:0}, along the chain of legs")));
            }
        }

        return (bands, names, sigma);
    }
}
