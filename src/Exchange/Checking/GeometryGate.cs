using System.Globalization;
using NetTopologySuite.Geometries;
using Surefoot.Exchange.Reading;
using Surefoot.Geodesy;
using Surefoot.Geodesy.Gates;
using Surefoot.Geodesy.Written;

namespace Surefoot.Exchange.Checking;

/// <summary>What every geometry passes before a row may use it: reading, position, shape. What is wrong becomes a finding with its place.</summary>
internal sealed class GeometryGate
{
    private const int Wgs84 = 4326;

    private readonly ReadOptions _options;
    private readonly ReferenceAreas _areas;
    private readonly CheckedPlace _place;
    private readonly CoordinatePath _path;
    private readonly PositionRules _positions;
    private readonly FindingList _findings;
    private readonly bool _flagMissing;
    private readonly Dictionary<string, CheckedPlace?> _districts = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<(int, int?), GeometryGate> _others = [];
    private readonly MinutesInBatch _minutes = new();

    private GeometryGate(ReadOptions options, ReferenceAreas areas, CheckedPlace place, CoordinatePath path, FindingList findings, bool flagMissing)
    {
        _options = options;
        _areas = areas;
        _place = place;
        _path = path;
        _flagMissing = flagMissing;
        _positions = new PositionRules(path, place);
        _findings = findings;
        About = new AboutPosition(options, findings);
    }

    /// <summary>EPSG code the numbers are read in.</summary>
    public int Crs => _path.From.Epsg;

    public int? Operation => _path.Operation;

    /// <summary>What the columns of a row say of its position.</summary>
    public AboutPosition About { get; private init; }

    /// <summary>Null, with a finding, when the options themselves cannot be followed.</summary>
    /// <param name="flagMissing">Say so when a row that could have a geometry has none; an import knows better, from its record type.</param>
    public static GeometryGate? Open(ReadOptions options, ReferenceAreas areas, FindingList findings, bool flagMissing = false)
    {
        var (path, refusal) = CoordinatePath.Find(options.Crs ?? Wgs84, options.Operation, Wgs84);
        if (path is null)
        {
            findings.Add(new(Verdict.Reject, null, "crs", null, refusal!.Code, refusal.Message, refusal.Hint));
            return null;
        }

        ReferenceArea? district = null;
        if (options.District is { } iso && (district = areas.FindDistrict(iso)) is null)
        {
            findings.Add(new(Verdict.Reject, null, "district", Text.Cut(iso), "district.unknown", $"'{Text.Cut(iso)}' is not the code of a district.", "Use an ISO 3166-2 code such as AZ-FUZ: " + string.Join(", ", areas.DistrictCodes.Order(StringComparer.Ordinal).Take(10)) + ", …"));
            return null;
        }

        return new(options, areas, district is null ? CheckedPlace.Country(areas) : CheckedPlace.OfFile(areas, district), path, findings, flagMissing);
    }

    /// <summary>The same gate for numbers in another system; null, with a finding on the row, if there is no way from it.</summary>
    public GeometryGate? In(int crs, int? operation, long row)
    {
        if (crs == Crs && (operation ?? _path.Operation) == _path.Operation)
        {
            return this;
        }

        if (_others.TryGetValue((crs, operation), out var known))
        {
            return known;
        }

        var (path, refusal) = CoordinatePath.Find(crs, operation, Wgs84);
        if (path is null)
        {
            _findings.Add(new(Verdict.Reject, row, "crs", string.Create(CultureInfo.InvariantCulture, $"EPSG:{crs}"), refusal!.Code, refusal.Message, refusal.Hint));
            return null;
        }

        return _others[(crs, operation)] = new(_options, _areas, _place, path, _findings, _flagMissing) { About = About };
    }

    /// <summary>The row with its geometry, if it has one that passes, and all that is said of its position.</summary>
    /// <param name="entered">As written; empty if the row's place for a geometry is empty.</param>
    /// <param name="written">How a coordinate stood on paper, if it was no pair of numbers.</param>
    public SourceRow Take(long row, IReadOnlyDictionary<string, string?> fields, ReadOnlyMemory<byte> entered, string field = "geometry", bool decimalComma = false, UnderstoodPosition? written = null, Measurement? measured = null)
    {
        if (entered.IsEmpty)
        {
            Miss(row);
            return new(row, fields, entered, null, decimalComma);
        }

        measured ??= About.Measured(row, fields, decimalComma);
        var (geometry, position) = Read(row, fields, written?.Bytes ?? entered, field, written, mayFix: true);
        return new(row, fields, entered, geometry, decimalComma) { Position = position, Measured = measured };
    }

    /// <summary>What only the whole file can tell.</summary>
    public void AtEnd()
    {
        if (_minutes.Suspected)
        {
            _findings.Add(new(Verdict.Flag, null, "geometry", null, "position.minutes-batch", "No fraction of a degree in the whole file reaches 0.6, though its places are scattered: these look like degrees and minutes typed as decimals, up to 40 km off.", "Ask how they were typed; if they are minutes, write decimal degrees, or take the offers with --accept-fixes position.minutes."));
        }
    }

    /// <summary>A row whose place for a geometry is empty.</summary>
    public void Miss(long row)
    {
        if (_flagMissing)
        {
            _findings.Add(new(Verdict.Flag, row, "geometry", null, "geometry.missing", "The row has no position.", "Give it, if it is known; a hazard without a place cannot be shown."));
        }
    }

    /// <summary>The geometry on WGS 84, or null when it is refused.</summary>
    public Geometry? Pass(long row, ReadOnlySpan<byte> asEntered, string field) =>
        Read(row, AboutPosition.Nothing, asEntered.ToArray(), field, null, mayFix: false).Geometry;

    private (Geometry? Geometry, UnderstoodPosition? Position) Read(long row, IReadOnlyDictionary<string, string?> fields, ReadOnlyMemory<byte> bytes, string field, UnderstoodPosition? written, bool mayFix)
    {
        var entered = EnteredGeometry.Parse(bytes.Span, Crs, _path.Operation);
        if (entered.AsWritten is { } asWritten)
        {
            var judged = _positions.Check(entered, asWritten, row, field, Stated(row, fields));
            if (judged.Offer is { } offer && mayFix && Accepts(judged, offer))
            {
                return Fixed(row, fields, bytes, asWritten, offer, judged, field, written);
            }

            foreach (var finding in judged.Findings)
            {
                _findings.Add(finding);
            }

            if (!judged.Passes)
            {
                return default;
            }
        }

        if (entered.Fault is { } fault)
        {
            _findings.Add(new(Verdict.Reject, row, field, fault.Value is null ? null : Text.Cut(fault.Value), fault.Rule, fault.Message, fault.Suggestion, fault.At));
            return default;
        }

        if (entered.Srid is { } srid and not 0 && srid != Crs)
        {
            _findings.Add(new(
                Verdict.Reject,
                row,
                field,
                srid.ToString(CultureInfo.InvariantCulture),
                "geometry.srid",
                $"The geometry says it is in EPSG:{srid}, but it is to be read as EPSG:{Crs}.",
                $"Run again with --crs EPSG:{srid}, or correct the number in the file."));
            return default;
        }

        var geometry = entered.Geometry!;
        if (!new GeometryRules(row, field, _findings).Check(geometry, entered.AsWritten!, bytes.Span[0] == '{'))
        {
            return default;
        }

        if (geometry is Point && _path.From.IsGeographic && written is null && mayFix)
        {
            _minutes.Add(entered.AsWritten!.Coordinate.X, entered.AsWritten.Coordinate.Y);
        }

        var resolutionM = geometry is Point ? Resolution(entered) : null;
        var position = new UnderstoodPosition(bytes, Crs, _path.Operation, _path.Operation is null ? null : _path.AccuracyM, written?.Format ?? WrittenFormat.Numbers, written is null ? resolutionM : written.ResolutionM) { Fix = written?.Fix, StatedCrs = written?.StatedCrs };
        if (geometry is not Point point || About.KnownPoint(row, fields) is not { } known)
        {
            return (geometry, position);
        }

        var verdict = KnownPointGate.Judge(new(point.X.ToString(CultureInfo.InvariantCulture), point.Y.ToString(CultureInfo.InvariantCulture), entered.AsWritten!.Coordinate.X, entered.AsWritten.Coordinate.Y, Crs, _path.Operation), known);
        if (verdict.State == GateState.Pass)
        {
            return (geometry, position);
        }

        return AtKnownPoint(row, fields, bytes, entered.AsWritten, verdict, field, written, mayFix);
    }

    private (Geometry? Geometry, UnderstoodPosition? Position) AtKnownPoint(long row, IReadOnlyDictionary<string, string?> fields, ReadOnlyMemory<byte> bytes, Geometry asWritten, GateVerdict verdict, string field, UnderstoodPosition? written, bool mayFix)
    {
        var first = verdict.Fixes.Count > 0 ? verdict.Fixes[0] : null;
        var offer = first is null ? null : new PositionReading(verdict.Rule!, first.Crs, first.Operation, (x, y) => _path.From.ToGeographic(x, y) is var own ? (own.LongitudeDeg, own.LatitudeDeg) : default);
        var suggestion = first is null ? "Look at the point's name, and measure again." : string.Create(CultureInfo.InvariantCulture, $"Ask in which datum it was measured; if so, run again with --crs EPSG:{first.Crs}{(first.Operation is { } by ? $" --operation EPSG:{by}" : "")}.");
        var finding = new Finding(Verdict.Reject, row, field, Shown(asWritten.Coordinate), verdict.Rule!, verdict.Message!, suggestion, null) { Fix = first is null ? null : new(first.Wgs84, first.Crs, first.Operation) };
        var judged = new PositionJudgement(false, [finding], offer);
        if (offer is not null && mayFix && Accepts(judged, offer))
        {
            return Fixed(row, fields, bytes, asWritten, offer, judged, field, written);
        }

        _findings.Add(finding);
        return default;
    }

    // What was refused may be taken by any name; what is only doubtful never comes along with "all": every third true row looks like minutes.
    private bool Accepts(PositionJudgement judged, PositionReading offer) =>
        _options.AcceptedFixes.Contains(offer.Rule) || (!judged.Passes && _options.AcceptedFixes.Contains("all"));

    private (Geometry? Geometry, UnderstoodPosition? Position) Fixed(long row, IReadOnlyDictionary<string, string?> fields, ReadOnlyMemory<byte> bytes, Geometry asWritten, PositionReading offer, PositionJudgement judged, string field, UnderstoodPosition? written)
    {
        if (In(offer.Crs, offer.Operation, row) is not { } gate)
        {
            return default;
        }

        var kept = offer.KeepsNumbers(asWritten.Coordinates.Select(c => (c.X, c.Y)));
        var read = kept ? bytes : FixedShape.Write(asWritten, offer);
        var (geometry, position) = gate.Read(row, fields, read, field, written, mayFix: false);
        if (geometry is null)
        {
            return default;
        }

        foreach (var finding in judged.Findings)
        {
            var offered = finding.Fix is { } fix && finding.Rule == offer.Rule;
            _findings.Add(offered
                ? finding with { Severity = Verdict.Flag, Message = finding.Message + " The offered fix was taken; what was entered is kept beside it.", Fix = finding.Fix! with { Accepted = true } }
                : finding);
        }

        var before = EnteredGeometry.Parse(bytes.Span, Crs, _path.Operation);
        return (geometry, position! with { Fix = offer.Rule, StatedCrs = offer.Crs == Crs ? null : Crs, ResolutionM = geometry is Point ? written?.ResolutionM ?? Resolution(before) : null });
    }

    private double? Resolution(EnteredGeometry entered) =>
        entered.Notation.MostFractionDigits is var digits && digits > 15 ? null : Math.Pow(10, -digits) * (_path.From.IsGeographic ? AboutPosition.DegreeM : 1);

    private CheckedPlace? Stated(long row, IReadOnlyDictionary<string, string?> fields)
    {
        if (_options.DistrictField is not { } name || About.Value(fields, name) is not { } iso || iso.Equals(_options.District, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        if (!_districts.TryGetValue(iso, out var place))
        {
            var found = _areas.FindDistrict(iso);
            _districts[iso] = place = found is null ? null : CheckedPlace.OfRow(_areas, found);
        }

        return place;
    }

    private static string Shown(Coordinate c) => string.Create(CultureInfo.InvariantCulture, $"{c.X}, {c.Y}");
}
