using System.Globalization;
using NetTopologySuite.Geometries;
using Surefoot.Exchange.Reading;
using Surefoot.Geodesy;
using Surefoot.Geodesy.Entered;

namespace Surefoot.Exchange.Checking;

/// <summary>Rules about where a geometry lies (INTEGRITY 3). A wrong axis order, zone or unit gives legal numbers; only the place betrays it.</summary>
internal sealed class PositionRules(CoordinatePath path, ReferenceAreas areas, ReferenceArea? district, FindingList findings)
{
    /// <summary>The country's outline is drawn no better than this, in metres; a position so near it is not doubted.</summary>
    public const double OutlineToleranceM = 1000;

    /// <summary>Farther outside than this is refused, nearer is flagged, in metres.</summary>
    public const double FarOutsideM = 10_000;

    /// <summary>A degree with two decimals is a cell of about 1 km.</summary>
    public const int TooFewFractionDigits = 2;

    private readonly CheckedPlace _place = new(areas, district);
    private readonly double _toleranceM = district is null ? OutlineToleranceM : 0;
    private readonly PositionSuspects _suspects = new(path, new CheckedPlace(areas, district));

    private bool IsLonLat => path.From.Epsg == 4326;

    /// <summary>False when the position must be refused; then a finding says why and, if it can be told, what was meant.</summary>
    public bool Check(EnteredGeometry entered, Geometry asWritten, long row, string field)
    {
        var written = asWritten.Coordinates;
        if (IsLonLat && Array.Find(written, c => Math.Abs(c.X) > 180 || Math.Abs(c.Y) > 90) is { } beyond)
        {
            Refuse(row, field, written, beyond, "position.out-of-range", $"{ShapeText(beyond)} is no longitude and latitude: they go to 180 and 90.", entered.Notation);
            return false;
        }

        if (Array.Find(written, c => c.X == 0 && c.Y == 0) is not null)
        {
            findings.Add(new(Verdict.Reject, row, field, "0, 0", "position.zero", "A position is 0, 0: an empty field that was filled with zeros.", "Give the position, or leave it out.", IsLonLat ? new GeoPoint(0, 0) : null));
            return false;
        }

        if (entered.Geometry is not { } geometry)
        {
            if (entered.Fault!.Rule == "position.out-of-range")
            {
                Refuse(row, field, written, written[0], entered.Fault.Rule, entered.Fault.Message, entered.Notation);
                return false;
            }

            return true;
        }

        if (!CheckPlace(geometry.Coordinates, written, entered.Notation, row, field))
        {
            return false;
        }

        CheckDigits(entered.Notation, written, row, field);
        return true;
    }

    private bool CheckPlace(Coordinate[] positions, Coordinate[] written, OrdinateNotation notation, long row, string field)
    {
        var farthestM = 0.0;
        var farthest = -1;
        var inside = 0;
        // A single point is the common case; a shape stops measuring once it is known to be far out and nowhere inside.
        for (var i = 0; i < positions.Length; i++)
        {
            var point = new GeoPoint(positions[i].X, positions[i].Y);
            if (_place.Contains(point))
            {
                inside++;
                continue;
            }

            var distanceM = farthestM > FarOutsideM ? 0 : _place.DistanceM(point);
            if (distanceM > farthestM)
            {
                farthestM = distanceM;
                farthest = i;
            }
        }

        if (farthest < 0 || farthestM <= _toleranceM)
        {
            return true;
        }

        var at = new GeoPoint(positions[farthest].X, positions[farthest].Y);
        var where = string.Create(CultureInfo.InvariantCulture, $"{(inside > 0 ? "A part of the shape" : "The position")} lies {(farthestM < 10_000 ? farthestM / 1000 : Math.Round(farthestM / 1000)):0.#} km outside {_place.Name}.");
        var rule = district is null ? "position.outside-country" : "position.outside-district";
        if (inside == 0 && _suspects.Find(written, notation) is { } suspect)
        {
            findings.Add(new(Verdict.Reject, row, field, ShapeText(written[farthest]), suspect.Rule, $"{where} {suspect.Message}", suspect.Suggestion, at));
            return false;
        }

        // An area may reach over a district's border; nothing recorded here reaches far over the country's.
        var severity = farthestM > FarOutsideM && (district is null || inside == 0) ? Verdict.Reject : Verdict.Flag;
        findings.Add(new(severity, row, field, ShapeText(written[farthest]), rule, where, district is null ? "Check the numbers, their order and their coordinate system." : "Check the position, or the district that was stated.", at));
        return severity == Verdict.Flag;
    }

    private void CheckDigits(OrdinateNotation notation, Coordinate[] written, long row, string field)
    {
        if (!path.From.IsGeographic)
        {
            return;
        }

        var at = path.Convert(written[0].X, written[0].Y);
        var place = new GeoPoint(at.EastingM, at.NorthingM);
        if (notation.CouldBeMinutes && _suspects.AsMinutes(written) is { } meant)
        {
            findings.Add(new(
                Verdict.Flag,
                row,
                field,
                ShapeText(written[0]),
                "position.minutes",
                "The digits look like degrees and minutes typed as decimals: no pair behind the decimal sign reaches 60. Read so, the place is up to 40 km from here.",
                $"If minutes were meant, write {ShapeText(meant)}.",
                place));
        }

        if (notation.MostFractionDigits <= TooFewFractionDigits)
        {
            findings.Add(new(
                Verdict.Flag,
                row,
                field,
                ShapeText(written[0]),
                "position.precision",
                string.Create(CultureInfo.InvariantCulture, $"The position has {notation.MostFractionDigits} digits behind the decimal sign: it is known to about {(notation.MostFractionDigits == 2 ? 1 : notation.MostFractionDigits == 1 ? 10 : 100)} km only."),
                "Give at least five digits if they are known.",
                place));
        }
    }

    private void Refuse(long row, string field, Coordinate[] written, Coordinate worst, string rule, string message, OrdinateNotation notation)
    {
        var suspect = _suspects.Find(written, notation);
        findings.Add(new(
            Verdict.Reject,
            row,
            field,
            ShapeText(worst),
            suspect?.Rule ?? rule,
            suspect is null ? message : $"{message} {suspect.Message}",
            suspect?.Suggestion ?? "Check the numbers, their order and their coordinate system.",
            null));
    }

    private static string ShapeText(Coordinate c) => string.Create(CultureInfo.InvariantCulture, $"{c.X}, {c.Y}");
}
