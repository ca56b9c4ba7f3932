using System.Globalization;
using System.Text;
using NetTopologySuite.Geometries;
using Surefoot.Exchange.Checking;
using Surefoot.Exchange.Exporting;
using Surefoot.Exchange.Reading;
using Surefoot.Geodesy;
using Surefoot.Geodesy.Written;
using Surefoot.Journal;
using Surefoot.Registry.Checking;
using Surefoot.Registry.CodeLists;
using Surefoot.Registry.Declaring;
using Surefoot.Registry.Land;
using Surefoot.Registry.Payloads;
using Surefoot.Registry.Reading;

namespace Surefoot.Exchange.Importing;

/// <summary>Turns one row of a file into an entry, and says what is wrong with it.</summary>
internal sealed class RowImport
{
    private readonly RecordDescriptor _type;
    private readonly ImportProfile _profile;
    private readonly RowCheck _check;
    private readonly PayloadWriter _payload;
    private readonly LandRecordCheck? _land;
    private readonly ReadOptions _reading;
    private readonly HashSet<string> _knownColumns;
    private readonly List<Breach> _breaches = [];
    private readonly StandingValues _standing;
    private readonly CustomShapes _shapes;

    public RowImport(RecordDescriptor type, ImportProfile profile, CodeListCatalogue lists, CheckSettings settings, ReadOptions reading, ReferenceAreas areas, JournalStore store, LandRecordCheck? land = null)
    {
        _standing = new StandingValues(store, type);
        _shapes = new CustomShapes(type, reading, areas);
        _type = type;
        _profile = profile;
        _check = new RowCheck(type, lists, settings);
        _payload = new PayloadWriter(type);
        _reading = reading;
        _knownColumns = [.. type.Fields.Select(field => field.Name), "id", "informationDate", CsvExport.Disputed, .. AboutPosition.Names];
        _land = land;
    }

    /// <summary>The row's id as it stands in the file; null if it names none.</summary>
    public string? IdOf(SourceRow source) => _profile.Apply(source.Fields).GetValueOrDefault("id")?.Trim();

    /// <summary>Whether the row leaves out something that a record may have: then what the record has so far must be known to check it.</summary>
    public bool LeavesOut(SourceRow source) => _standing.AreLeftOut(_profile.Apply(source.Fields), source);

    /// <summary>Names of the fields that rows so far left out and records keep, and how many rows did so.</summary>
    public (IReadOnlyCollection<string> Fields, long Rows) Kept => (_standing.Kept, _standing.KeptRows);

    /// <summary>Checks the row and reports to <paramref name="findings"/>; null if it cannot be taken.</summary>
    /// <param name="known">What there is of the record; null for a new one, or if the row leaves nothing out.</param>
    public CheckedRow? Check(SourceRow source, FindingList findings, StandingRecord? known)
    {
        var fields = _profile.Apply(source.Fields);
        CheckColumns(fields, findings);
        _breaches.Clear();
        var row = _check.Check(fields, source.DecimalComma, _breaches, _standing.Read(known, fields));
        var refused = !_shapes.Check(source.Row, fields, findings, _breaches);
        foreach (var breach in _breaches)
        {
            refused |= breach.Refused;
            findings.Add(new Finding(breach.Refused ? Verdict.Reject : Verdict.Flag, source.Row, breach.Field, Cut(breach.Value), breach.Rule, breach.Message, breach.Suggestion, PlaceOf(source.Geometry)));
        }

        refused |= !CheckShape(source, findings);
        if (refused)
        {
            return null;
        }

        CheckLand(source, row, findings);
        return row;
    }

    public NewEntry ToEntry(SourceRow source, CheckedRow row, StandingRecord? known)
    {
        var geometry = source.Position?.Bytes ?? ReadOnlyMemory<byte>.Empty;
        var position = EnteredOf(source);
        if (!source.HasPlace)
        {
            (geometry, position) = _standing.Place(known);
        }
        else if (known is not null && position is { Fix: null, Measured: null, Text: null } && source.Geometry is { } shape
            && _standing.Place(known) is (var stood, { } written) && written.Crs == position.Crs && written.Operation == position.Operation && IsSame(stood, geometry, written.Crs, shape))
        {
            // The same place, or the same in other digits or another form, as after an export: what was first written stays, with all that was said of it.
            (geometry, position) = (stood, written);
        }

        return new NewEntry
        {
            RecordType = _type.Code,
            Schema = _type.Schema,
            ClientKey = row.Id,
            BaseVersion = NewEntry.LatestVersion,
            EventDate = row.EventDate,
            InformationDate = row.InformationDate,
            State = EntryState.Submitted,
            Tier = _type.Tier,
            Payload = _payload.Write(row, position),
            Geometry = geometry,
        };
    }

    private static bool IsSame(ReadOnlyMemory<byte> stood, ReadOnlyMemory<byte> entered, int crs, Geometry shape) =>
        stood.Span.SequenceEqual(entered.Span)
        || (crs == EnteredPosition.Wgs84 && EnteredGeometry.Parse(stood.Span).Geometry is { } before && (before.EqualsExact(shape) || before.Normalized().EqualsExact(shape.Normalized())));

    private static EnteredPosition? EnteredOf(SourceRow source)
    {
        if (source.Position is not { } read)
        {
            return null;
        }

        var asEntered = source.GeometryAsEntered.Span;
        return new(EnteredPosition.FormOf(read.Bytes.Span), read.Crs, read.Operation, read.AccuracyM)
        {
            Text = asEntered.SequenceEqual(read.Bytes.Span) ? null : asEntered[0] <= 1 ? Convert.ToHexString(asEntered) : Encoding.UTF8.GetString(asEntered),
            Format = read.Format,
            ResolutionM = read.ResolutionM is { } m ? double.Parse(m.ToString("G4", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : null,
            Fix = read.Fix,
            StatedCrs = read.StatedCrs,
            Measured = source.Measured,
            Result = source.Geometry is Point point && (read.Crs != EnteredPosition.Wgs84 || read.Format != WrittenFormat.Numbers) ? new(point.X, point.Y) : null,
        };
    }

    private static GeoPoint? PlaceOf(Geometry? geometry) =>
        geometry is null || geometry.IsEmpty ? null : new GeoPoint(geometry.Coordinate.X, geometry.Coordinate.Y);

    private static string? Cut(string? value) => value is { Length: > 200 } ? value[..200] : value;

    // A column that no field takes is named once for the file, not once for each row.
    private void CheckColumns(IReadOnlyDictionary<string, string?> fields, FindingList findings)
    {
        if (fields.Keys.All(_knownColumns.Contains))
        {
            return;
        }

        var position = PositionColumns.Find([.. fields.Keys], _reading);
        foreach (var name in fields.Keys)
        {
            if (_knownColumns.Add(name) && !position.Has(name))
            {
                findings.Add(new Finding(Verdict.Flag, null, name, null, "column.unknown", $"A {_type.Code} has no field of this name; the column is left out.", "a profile with --map that names the field"));
            }
        }
    }

    private bool CheckShape(SourceRow source, FindingList findings)
    {
        if (_type.Shape == ShapeKind.None)
        {
            return source.Geometry is null || Refuse("geometry.unexpected", $"A {_type.Code} has no position.", "the file without a position");
        }

        if (source.Geometry is not { IsEmpty: false } geometry)
        {
            // What was written and could not be read, the reader has said.
            return source.GeometryAsEntered.IsEmpty && (_type.ShapeOptional || Refuse("geometry.missing", "There is no position.", Wanted()));
        }

        var fits = _type.Shape switch
        {
            ShapeKind.Point => geometry is Point,
            ShapeKind.Line => geometry is LineString or MultiLineString,
            ShapeKind.PointOrLine => geometry is Point or LineString or MultiLineString,
            ShapeKind.Polygon => geometry is Polygon or MultiPolygon,
            ShapeKind.Any => geometry is Point or LineString or MultiLineString or Polygon or MultiPolygon,
            _ => false,
        };
        return fits || Refuse("geometry.type", $"A {geometry.GeometryType} where a {_type.Code} has {Wanted()}.", Wanted());

        bool Refuse(string rule, string message, string suggestion)
        {
            findings.Add(new Finding(Verdict.Reject, source.Row, "geometry", source.Geometry?.GeometryType, rule, message, suggestion, PlaceOf(source.Geometry)));
            return false;
        }
    }

    private string Wanted() => _type.Shape switch
    {
        ShapeKind.Point => "a point",
        ShapeKind.Line => "a line",
        ShapeKind.PointOrLine => "a point or a line",
        ShapeKind.Any => "a point, a line or a polygon",
        _ => "a polygon or multipolygon",
    };

    private void CheckLand(SourceRow source, CheckedRow row, FindingList findings)
    {
        if (_land is null || source.Geometry is not { } shape)
        {
            return;
        }

        foreach (var flag in _land.Check(LandRecord.Of(_type, row), () => PlaneProjection.Karabakh.Project(shape).Area))
        {
            // Here everything is a flag: what is not to be approved is refused when it is approved.
            var field = flag.Rule.StartsWith("area.", StringComparison.Ordinal) ? "reportedAreaM2" : null;
            findings.Add(new Finding(Verdict.Flag, source.Row, field, field is null ? null : source.Fields.GetValueOrDefault(field), flag.Rule, flag.Message, flag.Hint, PlaceOf(shape)));
        }
    }
}
