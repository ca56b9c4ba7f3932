using System.Globalization;
using Surefoot.Geodesy.Written;

namespace Surefoot.Geodesy.Gates;

/// <summary>Holds a position against a known point at which it is said to have been taken: the only way to see a wrong datum, whose hundred metres
/// stay inside every district.</summary>
public static class KnownPointGate
{
    /// <summary>How far a measured position may lie from the point, in metres; a hand-held receiver under open sky stays below it.</summary>
    public const double DefaultToleranceM = 25;

    public static GateVerdict Judge(EnteredPosition entered, NamedPoint known, double toleranceM = DefaultToleranceM)
    {
        ArgumentNullException.ThrowIfNull(entered);
        ArgumentNullException.ThrowIfNull(known);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(toleranceM);
        var (path, refusal) = CoordinatePath.Find(entered.Crs, entered.Operation, 4326);
        if (path is null)
        {
            return new(GateState.Stop, refusal!.Code, refusal.Message + " " + refusal.Hint, []);
        }

        var converted = path.Convert(entered.X, entered.Y);
        if (!(Math.Abs(converted.EastingM) <= 180 && Math.Abs(converted.NorthingM) <= 90))
        {
            return new(GateState.Stop, "position.range", "The stated system has no such place.", []);
        }

        var distanceM = Apart(new(converted.EastingM, converted.NorthingM), known.Wgs84);
        if (distanceM <= toleranceM)
        {
            return GateVerdict.Passed;
        }

        var own = path.From.ToGeographic(entered.X, entered.Y);
        var right = Readings(path.From.Datum, own).Where(f => Apart(f.Wgs84, known.Wgs84) <= toleranceM).OrderBy(f => Apart(f.Wgs84, known.Wgs84)).ToList();
        var far = string.Create(CultureInfo.InvariantCulture, $"The position lies {distanceM:0} m from {known.Name}.");
        return right.Count > 0
            ? new(GateState.Stop, "position.datum", $"{far} {(path.From.Datum == Datum.Wgs84 ? "Read as SK-42 and shifted it is right." : "Read as WGS 84 without a shift it is right.")}", right)
            : new(GateState.Stop, "position.known-point", $"{far} No datum explains it.", []);
    }

    // Numbers of SK-42 taken as WGS 84, or the other way about.
    private static IEnumerable<OfferedFix> Readings(Datum stated, GeoPoint own) => stated == Datum.Wgs84
        ? DatumOperation.All.Select(o => new OfferedFix(own.LongitudeDeg, own.LatitudeDeg, 4284, o.Epsg, o.ToWgs84(own)))
        : [new(own.LongitudeDeg, own.LatitudeDeg, 4326, null, own)];

    // Points nearly opposite on the globe have no one shortest line; for a gate half a turn is far enough.
    private static double Apart(GeoPoint a, GeoPoint b) =>
        Math.Abs(a.LatitudeDeg - b.LatitudeDeg) + Math.Abs(Math.IEEERemainder(a.LongitudeDeg - b.LongitudeDeg, 360)) > 90 ? double.PositiveInfinity : Geodesic.Inverse(a, b).LengthM;
}
