using System.Globalization;
using Surefoot.Geodesy;
using Surefoot.Geodesy.Bearings;
using Surefoot.Geodesy.Traverses;
using Surefoot.Geodesy.Written;

namespace Surefoot.Registry.Minefields;

/// <summary>A named point of a record on the ground.</summary>
/// <param name="SigmaM">One standard deviation per axis: of the coordinate as written, or of the chain of legs that leads there.</param>
/// <param name="ByLegs">Reached by legs from another point, and not written down itself.</param>
public sealed record PlacedRecordPoint(string Name, string Role, GeoPoint Wgs84, double SigmaM, bool ByLegs);

/// <param name="Traverse">The closed part of the legs; null where they are no traverse.</param>
/// <param name="Findings">What cannot be placed, and why.</param>
public sealed record PlacedPoints(IReadOnlyList<PlacedRecordPoint> Points, JudgedTraverse? Traverse, IReadOnlyList<string> Findings)
{
    public PlacedRecordPoint? Find(string name) => Points.FirstOrDefault(point => string.Equals(point.Name, name, StringComparison.OrdinalIgnoreCase));
}

/// <summary>Brings the points of a record to the ground: coordinates as written by their system and operation, the others by legs from point to point.</summary>
/// <remarks>
/// Error of a leg (ours, with DOMAIN 7.4): compass without known declination of the day 1°, with true or grid north 0.5°, tape 1 : 200 of the length; they add along the chain.
/// Nothing is placed by legs whose north or unit is not stated.
/// </remarks>
public static class PlacePoints
{
    public const double MagneticSigmaDeg = 1.0;
    public const double TrueSigmaDeg = 0.5;
    public const double TapeSigmaShare = 1.0 / 200;

    private const int UsualScale = 50_000;

    public static PlacedPoints Handle(MinefieldRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        List<PlacedRecordPoint> placed = [];
        List<string> findings = [];
        foreach (var point in (record.Points ?? []).Where(point => point.AsWritten is not null))
        {
            var measured = point.SigmaM is { } sigma ? new Measurement(MeasurementMethod.Unknown, SigmaM: sigma) : new Measurement(MeasurementMethod.ScaledFromSheet, record.Scale ?? UsualScale, record.Sheet);
            var (read, fault) = ReadCoordinate.Run(point.AsWritten!, measured, point.Crs, point.Operation);
            if (read is null)
            {
                findings.Add($"{point.Name}: {fault!.Message} {fault.Suggestion}");
            }
            else
            {
                placed.Add(new(point.Name, point.Role, read.Wgs84, read.AccuracyM ?? 0, false));
            }
        }

        var legs = Legs(record, findings);
        if (legs.Count > 0)
        {
            Walk(record, legs, placed, findings);
        }

        return new(placed, Close(record, legs, placed), findings);
    }

    private static List<TraverseLeg> Legs(MinefieldRecord record, List<string> findings)
    {
        if (record.Legs is not { Count: > 0 } legs)
        {
            return [];
        }

        if (record.AngleUnit is null || record.LengthUnit is null || record.North is null)
        {
            findings.Add("The legs cannot be used: " + string.Join(", ", new[] { record.AngleUnit is null ? "angle unit" : "", record.LengthUnit is null ? "length unit" : "", record.North is null ? "north" : "" }.Where(text => text.Length > 0)) + " not stated.");
            return [];
        }

        var angle = Enum.Parse<AngleUnit>(record.AngleUnit, ignoreCase: true);
        var length = record.LengthUnit == "ft" ? LengthUnit.Foot : LengthUnit.Metre;
        var north = Enum.Parse<NorthReference>(record.North, ignoreCase: true);
        var on = record.MeasuredOn ?? record.LaidOn ?? record.DrawnOn ?? default;
        return [.. legs.Select((leg, i) => new TraverseLeg(i + 1, $"{leg.From}→{leg.To}", leg.Bearing, angle, north, leg.Distance, length, record.Instrument ?? "not stated", on))];
    }

    private static void Walk(MinefieldRecord record, List<TraverseLeg> legs, List<PlacedRecordPoint> placed, List<string> findings)
    {
        for (var i = 0; i < legs.Count; i++)
        {
            var (leg, raw) = (legs[i], record.Legs![i]);
            if (Find(raw.To) is not null)
            {
                continue;
            }

            if (Find(raw.From) is not { } from)
            {
                findings.Add($"Leg {raw.From}–{raw.To}: {raw.From} is not placed, so neither is {raw.To}.");
                continue;
            }

            var (correction, refusal) = TrueBearing.Correction(leg.North, from.Wgs84, leg.On, statedDeclinationDeg: record.DeclinationDeg);
            if (correction is null)
            {
                findings.Add($"Leg {raw.From}–{raw.To}: {refusal!.Message} {refusal.Hint}");
                continue;
            }

            var across = leg.LengthM * double.DegreesToRadians(leg.North == NorthReference.Magnetic ? MagneticSigmaDeg : TrueSigmaDeg);
            var along = leg.LengthM * TapeSigmaShare;
            var sigma = Math.Sqrt((from.SigmaM * from.SigmaM) + (((across * across) + (along * along)) / 2));
            var role = record.Points?.FirstOrDefault(point => string.Equals(point.Name, raw.To, StringComparison.OrdinalIgnoreCase))?.Role ?? "turning-point";
            placed.Add(new(raw.To, role, Geodesic.Direct(from.Wgs84, leg.BearingDeg + correction.AddDeg, leg.LengthM).Point, sigma, true));
        }

        PlacedRecordPoint? Find(string name) => placed.FirstOrDefault(point => string.Equals(point.Name, name, StringComparison.OrdinalIgnoreCase));
    }

    // Only what returns can be checked; three legs are the fewest that enclose anything.
    private static JudgedTraverse? Close(MinefieldRecord record, List<TraverseLeg> legs, List<PlacedRecordPoint> placed)
    {
        if (legs.Count < 3)
        {
            return null;
        }

        var start = placed.FirstOrDefault(point => string.Equals(point.Name, record.Legs![0].From, StringComparison.OrdinalIgnoreCase));
        return JudgeTraverse.Run(legs, new TraverseStart(start?.Wgs84, null, record.DeclinationDeg));
    }

    /// <summary>Closure in words, for people.</summary>
    public static string? ClosureWords(PlacedPoints points)
    {
        ArgumentNullException.ThrowIfNull(points);
        return points.Traverse?.Closed is not { } closed ? null
            : string.Create(CultureInfo.InvariantCulture, $"misses by {closed.MisclosureM:0.0} m in {closed.LengthM:0} m (1:{Math.Min(1e6, Math.Floor(closed.Ratio)):0}){(points.Traverse.Suspect is { } suspect ? $"; look at leg {suspect.Leg}" : "")}");
    }
}
