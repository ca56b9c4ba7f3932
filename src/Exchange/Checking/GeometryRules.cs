using System.Globalization;
using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Valid;
using Surefoot.Exchange.Reading;
using Surefoot.Geodesy;

namespace Surefoot.Exchange.Checking;

/// <summary>Rules about the shape alone: valid and simple areas, parts that do not overlap, no doubled corners, no leg that leaps.</summary>
internal sealed class GeometryRules(long row, string field, FindingList findings)
{
    /// <summary>A leg longer than this is unusual for a recorded area (DOMAIN 4, rule 1), in metres.</summary>
    public const double LongLegM = 5000;

    private const double MetresPerDegree = 111_320;

    /// <summary>False when the geometry must be refused.</summary>
    /// <param name="geometry">On WGS 84.</param>
    /// <param name="asWritten">The same with its rings in the order written.</param>
    /// <param name="isGeoJson">RFC 7946 fixes the order of rings; the other formats do not.</param>
    public bool Check(Geometry geometry, Geometry asWritten, bool isGeoJson)
    {
        if (geometry.OgcGeometryType == OgcGeometryType.GeometryCollection && !CheckCollection((GeometryCollection)geometry))
        {
            return false;
        }

        if (!CheckValid(geometry))
        {
            return false;
        }

        CheckLegs(geometry);
        if (isGeoJson && FindWrongRing(asWritten) is { } ring)
        {
            Report(Verdict.Flag, "geometry.winding", "A ring runs the wrong way round for RFC 7946; it has been read with its direction turned.", "Write outer rings counter-clockwise and holes clockwise.", ring.Coordinate);
        }

        return true;
    }

    private bool CheckCollection(GeometryCollection collection)
    {
        if (collection.Geometries.Any(g => g.OgcGeometryType == OgcGeometryType.GeometryCollection))
        {
            Report(Verdict.Reject, "geometry.nested-collection", "A geometry collection lies within another.", "Write its parts in one list, or as features of their own.", collection.Coordinate);
            return false;
        }

        Report(Verdict.Flag, "geometry.collection", "The shape is a geometry collection; most records take a single kind of shape.", "Use a multi-part shape, or a feature for each part.", collection.Coordinate);
        return true;
    }

    private bool CheckValid(Geometry geometry)
    {
        var parts = geometry.OgcGeometryType == OgcGeometryType.GeometryCollection ? ((GeometryCollection)geometry).Geometries : [geometry];
        foreach (var part in parts)
        {
            if (part.Dimension != Dimension.Surface)
            {
                continue;
            }

            if (new IsValidOp(part).ValidationError is { } error)
            {
                var (rule, message, suggestion) = Explain(error, part);
                Report(Verdict.Reject, rule, message, suggestion, error.Coordinate);
                return false;
            }

            if (part.Area == 0)
            {
                Report(Verdict.Reject, "geometry.no-area", "The area has no extent: its corners lie on one line.", "Check the corners.", part.Coordinate);
                return false;
            }
        }

        return true;
    }

    private static (string Rule, string Message, string Suggestion) Explain(TopologyValidationError error, Geometry geometry)
    {
        var at = error.Coordinate is null ? "" : string.Create(CultureInfo.InvariantCulture, $" at {error.Coordinate.X:0.######}, {error.Coordinate.Y:0.######}");
        if (geometry is MultiPolygon parts && FindDoubledPart(parts) is { } doubled)
        {
            return ("geometry.duplicate-part", string.Create(CultureInfo.InvariantCulture, $"Parts {doubled.First + 1} and {doubled.Second + 1} of the shape are the same; summed, its area would count twice."), "Remove one of them.");
        }

        return error.ErrorType switch
        {
            TopologyValidationErrors.SelfIntersection when geometry is MultiPolygon many && many.Geometries.All(g => g.IsValid) =>
                ("geometry.overlapping-parts", $"Two parts of the shape overlap{at}.", "Draw the parts apart, or as one outline."),
            TopologyValidationErrors.SelfIntersection or TopologyValidationErrors.RingSelfIntersection =>
                ("geometry.self-intersection", $"The outline crosses or touches itself{at}.", "Check the order of the corners around this place."),
            TopologyValidationErrors.HoleOutsideShell =>
                ("geometry.hole-outside", $"A hole lies outside its outline{at}.", "Remove the hole, or make it a part of its own."),
            TopologyValidationErrors.NestedHoles => ("geometry.nested-holes", $"A hole lies within another hole{at}.", "Remove the inner one."),
            TopologyValidationErrors.NestedShells => ("geometry.overlapping-parts", $"A part of the shape lies within another part{at}.", "Remove the inner part, or make it a hole."),
            TopologyValidationErrors.DisconnectedInteriors => ("geometry.disconnected", $"Holes cut the area into pieces{at}.", "Draw the pieces as parts of their own."),
            TopologyValidationErrors.DuplicateRings => ("geometry.duplicate-part", $"A ring stands twice{at}.", "Remove one of them."),
            _ => ("geometry.invalid", $"The area is not valid{at}: {error.Message}.", "Draw it again around this place."),
        };
    }

    private static (int First, int Second)? FindDoubledPart(MultiPolygon parts)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < parts.NumGeometries; i++)
        {
            var key = Convert.ToHexString(parts.GetGeometryN(i).Normalized().AsBinary());
            if (!seen.TryAdd(key, i))
            {
                return (seen[key], i);
            }
        }

        return null;
    }

    private void CheckLegs(Geometry geometry)
    {
        if (geometry.Dimension == Dimension.Point)
        {
            return;
        }

        var longestM = 0.0;
        Coordinate? longestAt = null;
        Coordinate? repeatedAt = null;
        foreach (var line in Lines(geometry))
        {
            for (var i = 1; i < line.Count; i++)
            {
                var dy = (line.GetY(i) - line.GetY(i - 1)) * MetresPerDegree;
                var dx = (line.GetX(i) - line.GetX(i - 1)) * MetresPerDegree * Math.Cos(double.DegreesToRadians(line.GetY(i)));
                var lengthM = Math.Sqrt((dx * dx) + (dy * dy));
                if (lengthM > longestM)
                {
                    longestM = lengthM;
                    longestAt = line.GetCoordinate(i - 1);
                }

                if (lengthM == 0)
                {
                    repeatedAt ??= line.GetCoordinate(i);
                }
            }
        }

        if (repeatedAt is not null)
        {
            Report(Verdict.Flag, "geometry.repeated-position", "A position stands twice in a row.", "Remove one of them, if no corner is missing.", repeatedAt);
        }

        // Roads and railways are long; areas are surveyed on foot.
        if (longestM > LongLegM && geometry.Dimension == Dimension.Surface)
        {
            Report(Verdict.Flag, "geometry.long-leg", string.Create(CultureInfo.InvariantCulture, $"One leg is {longestM / 1000:0.0} km long; more than {LongLegM / 1000:0} km is unusual."), "Check the two positions of this leg for a slip of a digit.", longestAt!);
        }
    }

    private static IEnumerable<CoordinateSequence> Lines(Geometry geometry)
    {
        switch (geometry)
        {
            case Point:
                yield break;
            case LineString line:
                yield return line.CoordinateSequence;
                yield break;
            case Polygon polygon:
                yield return polygon.Shell.CoordinateSequence;
                foreach (var hole in polygon.Holes)
                {
                    yield return hole.CoordinateSequence;
                }

                yield break;
            default:
                for (var i = 0; i < geometry.NumGeometries; i++)
                {
                    foreach (var line in Lines(geometry.GetGeometryN(i)))
                    {
                        yield return line;
                    }
                }

                yield break;
        }
    }

    private static LinearRing? FindWrongRing(Geometry asWritten) => asWritten switch
    {
        Polygon polygon => !Orientation.IsCCW(polygon.Shell.CoordinateSequence)
            ? polygon.Shell
            : polygon.Holes.FirstOrDefault(h => Orientation.IsCCW(h.CoordinateSequence)),
        GeometryCollection all => all.Geometries.Select(FindWrongRing).FirstOrDefault(r => r is not null),
        _ => null,
    };

    private void Report(Verdict severity, string rule, string message, string suggestion, Coordinate? at) =>
        findings.Add(new(severity, row, field, null, rule, message, suggestion, at is null || !(Math.Abs(at.X) <= 180 && Math.Abs(at.Y) <= 90) ? null : new GeoPoint(at.X, at.Y)));
}
