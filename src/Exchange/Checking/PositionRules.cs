using System.Globalization;
using NetTopologySuite.Geometries;
using Surefoot.Exchange.Reading;
using Surefoot.Geodesy;
using Surefoot.Geodesy.Entered;
using Surefoot.Geodesy.Gates;

namespace Surefoot.Exchange.Checking;

/// <summary>What the rules say of one position.</summary>
/// <param name="Offer">The one reading under which it would be right.</param>
internal sealed record PositionJudgement(bool Passes, IReadOnlyList<Finding> Findings, PositionReading? Offer = null)
{
    public static PositionJudgement Fine { get; } = new(true, []);
}

/// <summary>Rules about where a geometry lies (INTEGRITY 3). A wrong axis order, zone or unit gives legal numbers; only the place betrays it.</summary>
internal sealed class PositionRules(CoordinatePath path, CheckedPlace place)
{
    /// <summary>The country's outline is drawn no better than this, in metres; a position so near it is not doubted.</summary>
    public const double OutlineToleranceM = 1000;

    /// <summary>Farther outside than this is refused, nearer is flagged, in metres.</summary>
    public const double FarOutsideM = 10_000;

    /// <summary>A degree with two decimals is a cell of about 1 km.</summary>
    public const int TooFewFractionDigits = 2;

    private readonly PositionSuspects _suspects = new(path);

    private bool IsLonLat => path.From.Epsg == 4326;

    /// <param name="stated">The district that the row itself states; null if it states none.</param>
    public PositionJudgement Check(EnteredGeometry entered, Geometry asWritten, long row, string field, CheckedPlace? stated)
    {
        var written = asWritten.Coordinates;
        var narrowest = stated ?? place;
        if (IsLonLat && Array.Find(written, c => Math.Abs(c.X) > 180 || Math.Abs(c.Y) > 90) is { } beyond)
        {
            return Refuse(row, field, written, beyond, "position.out-of-range", $"{ShapeText(beyond)} is no longitude and latitude: they go to 180 and 90.", entered.Notation, narrowest);
        }

        if (Array.Find(written, c => c.X == 0 && c.Y == 0) is not null)
        {
            return new(false, [new(Verdict.Reject, row, field, "0, 0", "position.zero", "A position is 0, 0: an empty field that was filled with zeros.", "Give the position, or leave it out.", IsLonLat ? new GeoPoint(0, 0) : null)]);
        }

        if (entered.Geometry is not { } geometry)
        {
            return entered.Fault!.Rule == "position.out-of-range"
                ? Refuse(row, field, written, written[0], entered.Fault.Rule, entered.Fault.Message, entered.Notation, narrowest)
                : PositionJudgement.Fine;
        }

        var positions = geometry.Coordinates;
        var where = CheckPlace(positions, written, entered.Notation, row, field, place, narrowest);
        if (where.Passes && stated is not null && CheckPlace(positions, written, entered.Notation, row, field, stated, stated) is var narrower && (!narrower.Passes || where.Findings.Count == 0))
        {
            where = narrower;
        }

        if (!where.Passes || !path.From.IsGeographic)
        {
            return where;
        }

        var digits = CheckDigits(entered.Notation, written, row, field, narrowest);
        return digits.Findings.Count == 0 ? where : where.Findings.Count == 0 ? digits : digits with { Findings = [.. where.Findings, .. digits.Findings] };
    }

    private PositionJudgement CheckPlace(Coordinate[] positions, Coordinate[] written, OrdinateNotation notation, long row, string field, CheckedPlace where, CheckedPlace meant)
    {
        var farthestM = 0.0;
        var farthest = -1;
        var inside = 0;
        // A single point is the common case; a shape stops measuring once it is known to be far out and nowhere inside.
        for (var i = 0; i < positions.Length; i++)
        {
            var point = new GeoPoint(positions[i].X, positions[i].Y);
            if (where.Contains(point))
            {
                inside++;
                continue;
            }

            var distanceM = farthestM > FarOutsideM ? 0 : where.DistanceM(point);
            if (distanceM > farthestM)
            {
                farthestM = distanceM;
                farthest = i;
            }
        }

        if (farthest < 0 || farthestM <= where.ToleranceM || (inside > 0 && where.AllowsPart))
        {
            return PositionJudgement.Fine;
        }

        var at = new GeoPoint(positions[farthest].X, positions[farthest].Y);
        var message = string.Create(CultureInfo.InvariantCulture, $"{(inside > 0 ? "A part of the shape" : "The position")} lies {(farthestM < 10_000 ? farthestM / 1000 : Math.Round(farthestM / 1000)):0.#} km outside {where.Name}.");
        if (inside == 0 && _suspects.Find(written, notation, meant) is { } suspect)
        {
            return new(false, [new(Verdict.Reject, row, field, ShapeText(written[farthest]), suspect.Rule, $"{message} {suspect.Message}", suspect.Suggestion, at) { Fix = FixOf(suspect.Offer, written[0]) }], suspect.Offer);
        }

        var severity = farthestM > FarOutsideM && (where.IsCountry || inside == 0) ? Verdict.Reject : Verdict.Flag;
        return new(severity == Verdict.Flag, [new(severity, row, field, ShapeText(written[farthest]), where.Rule, message, where.Hint, at)]);
    }

    private PositionJudgement CheckDigits(OrdinateNotation notation, Coordinate[] written, long row, string field, CheckedPlace where)
    {
        PositionReading? meant = null;
        List<Finding>? findings = null;
        if (notation.CouldBeMinutes && (meant = _suspects.AsMinutes(written, where)) is not null)
        {
            var (x, y) = meant.Numbers(written[0].X, written[0].Y);
            (findings ??= []).Add(new(
                Verdict.Flag,
                row,
                field,
                ShapeText(written[0]),
                "position.minutes",
                "The digits look like degrees and minutes typed as decimals: no pair behind the decimal sign reaches 60. Read so, the place is up to 40 km from here.",
                $"If minutes were meant, write {ShapeText(new(Math.Round(x, 6), Math.Round(y, 6)))}.",
                PlaceOf(written[0]))
            {
                Fix = FixOf(meant, written[0]),
            });
        }

        if (notation.MostFractionDigits <= TooFewFractionDigits)
        {
            (findings ??= []).Add(new(
                Verdict.Flag,
                row,
                field,
                ShapeText(written[0]),
                "position.precision",
                string.Create(CultureInfo.InvariantCulture, $"The position has {notation.MostFractionDigits} digits behind the decimal sign: it is known to about {(notation.MostFractionDigits == 2 ? 1 : notation.MostFractionDigits == 1 ? 10 : 100)} km only."),
                "Give at least five digits if they are known.",
                PlaceOf(written[0])));
        }

        return findings is null ? PositionJudgement.Fine : new(true, findings, meant);
    }

    private PositionJudgement Refuse(long row, string field, Coordinate[] written, Coordinate worst, string rule, string message, OrdinateNotation notation, CheckedPlace meant)
    {
        var suspect = _suspects.Find(written, notation, meant);
        return new(
            false,
            [
                new(
                    Verdict.Reject,
                    row,
                    field,
                    ShapeText(worst),
                    suspect?.Rule ?? rule,
                    suspect is null ? message : $"{message} {suspect.Message}",
                    suspect?.Suggestion ?? "Check the numbers, their order and their coordinate system.",
                    null)
                {
                    Fix = FixOf(suspect?.Offer, written[0]),
                },
            ],
            suspect?.Offer);
    }

    private static FindingFix? FixOf(PositionReading? offer, Coordinate first) =>
        offer is null ? null : new(PositionGate.PlaceUnder(offer, first.X, first.Y), offer.Crs, offer.Operation);

    private GeoPoint PlaceOf(Coordinate written)
    {
        var at = path.Convert(written.X, written.Y);
        return new(at.EastingM, at.NorthingM);
    }

    private static string ShapeText(Coordinate c) => string.Create(CultureInfo.InvariantCulture, $"{c.X}, {c.Y}");
}
