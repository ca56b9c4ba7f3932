using System.Data.Common;
using System.Globalization;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using NetTopologySuite.Operation.Overlay;
using NetTopologySuite.Operation.OverlayNG;
using Surefoot.Geodesy;
using Surefoot.Journal;
using Surefoot.Registry.CodeLists;
using Surefoot.Registry.Criteria;
using Surefoot.Registry.CustomFields;
using Surefoot.Registry.Declaring;
using Surefoot.Registry.Reading;

namespace Surefoot.Registry.Land;

/// <summary>What the rules of land say about an approval before it is given (INTEGRITY 4, rules 2, 3 and 5). Reads and judges; writes nothing.</summary>
/// <remarks>The rules are those in force on the day the version was handed in, so the answer does not change with the day of asking.</remarks>
public sealed class LandGates(JournalStore store, RecordTypes types)
{
    private static readonly (string Type, string Table)[] s_tables =
    [
        ("hazard-area", "hazard_area"),
        ("cancelled-area", "cancelled_area"),
        ("reduced-area", "reduced_area"),
        ("cleared-area", "cleared_area"),
    ];

    /// <summary>The rules broken by what is submitted in a batch.</summary>
    /// <param name="organisation">Of who is to approve.</param>
    public IReadOnlyList<LandFlag> CheckBatch(string batch, string organisation)
    {
        ArgumentException.ThrowIfNullOrEmpty(batch);
        return Check(organisation, ofBatch: true, "t.batch = @target AND t.sequence BETWEEN (SELECT min(e.sequence) FROM entry e WHERE e.batch = @target) AND (SELECT max(e.sequence) FROM entry e WHERE e.batch = @target)", batch);
    }

    /// <summary>The rules broken by a version of a record, if that is submitted.</summary>
    /// <param name="organisation">Of who is to approve.</param>
    /// <param name="version">Null for the newest.</param>
    public IReadOnlyList<LandFlag> CheckRecord(Guid recordId, string organisation, int? version = null) => Check(
        organisation,
        ofBatch: false,
        "t.record_id = @target AND t.version = " + (version is { } one ? string.Create(CultureInfo.InvariantCulture, $"{one}") : "(SELECT max(n.version) FROM {0} n WHERE n.record_id = t.record_id)"),
        recordId.ToString("D"));

    private List<LandFlag> Check(string organisation, bool ofBatch, string where, string target)
    {
        List<LandFlag> flags = [];
        LandRecordCheck? check = null;
        LandRules? rules = null;
        using var connection = store.OpenReader();
        using var known = new KnownRecords(store, types);
        foreach (var (type, table) in s_tables)
        {
            using var command = Select(connection, type, table, where, target);
            using var row = command.ExecuteReader();
            while (row.Read())
            {
                var reader = new RegistryReader(store, types);
                rules ??= LandRules.InForce(reader, Day(row, 9)!.Value);
                check ??= new LandRecordCheck(
                    rules, CriteriaInForce.Read(reader), EvidenceKinds.InForce(CodeListCatalogue.BuiltIn.With(ReadDefinitions.Handle(store, RecordTypes.BuiltIn)), Day(row, 9)!.Value), ofBatch, known.Exists);
                var record = Record(type, row);
                var shape = row.IsDBNull(10) ? null : new WKBReader().Read(row.GetFieldValue<byte[]>(10));
                var at = shape is { IsEmpty: false } ? new GeoPoint(shape.Coordinate.X, shape.Coordinate.Y) : (GeoPoint?)null;
                flags.AddRange(check.Check(record, () => shape is null ? 0 : RoughArea.CertainlySame(shape, record.ReportedAreaM2!.Value, rules) ? record.ReportedAreaM2.Value : PlaneProjection.Karabakh.Project(shape).Area).Select(flag => flag with { At = at }));
                if (!ofBatch && type is ("cleared-area" or "reduced-area") && !Searched(record.Id))
                {
                    flags.Add(new(false, "land.no-search", type, record.Id, "No record says where and how this ground was searched.", "search-coverage that names it under releasedArea", at));
                }

                if (type == "hazard-area" && row.GetInt64(11) > 1 && shape is not null)
                {
                    flags.AddRange(LosesGround(record, row.GetString(12), row.GetInt64(13), shape, changeReason: Text(row, 14), row.GetString(15), organisation, rules));
                }
            }
        }

        flags.AddRange(WeakerRules(connection, where, target, organisation));
        return flags;
    }

    /// <summary>Rules by which one organisation could shrink hazard are not brought in by one organisation.</summary>
    private static List<LandFlag> WeakerRules(DbConnection connection, string where, string target, string organisation)
    {
        List<LandFlag> flags = [];
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT t.client_key, t.f_organisations_to_shrink, t.organisation FROM land_rules t WHERE t.state = 'submitted' AND {string.Format(CultureInfo.InvariantCulture, where, "land_rules")} ORDER BY t.sequence";
        command.Add("@target", target);
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            var needed = row.IsDBNull(1) ? LandRules.BuiltIn.OrganisationsToShrink : Convert.ToInt32(row.GetValue(1), CultureInfo.InvariantCulture);
            if (needed < LandRules.BuiltIn.OrganisationsToShrink && row.GetString(2) == organisation)
            {
                flags.Add(new(true, "land.rules-weaker-same-organisation", "land-rules", row.GetString(0), $"They let one organisation shrink hazard; {organisation} wrote them and may not bring them in alone.", "an approval by another organisation"));
            }
        }

        return flags;
    }

    private static DbCommand Select(DbConnection connection, string type, string table, string where, string target)
    {
        var hazard = type == "hazard-area";
        var command = connection.CreateCommand();
        command.CommandText = string.Create(CultureInfo.InvariantCulture, $"""
            SELECT t.client_key, {(hazard ? "NULL" : "t.f_released_on")}, {(hazard ? "t.f_kind" : "NULL")}, t.f_reported_area_m2, t.f_area_explanation,
              {(hazard ? "NULL" : "t.f_unchecked_area_m2")}, {(hazard ? "NULL" : "t.f_unchecked_reason")}, {(hazard ? "NULL" : "t.f_criteria")}, t.f_evidence, substr(t.recorded_at, 1, 10),
              t.geometry, t.version, t.record_id, t.sequence, {(hazard ? "t.f_change_reason" : "NULL")}, t.organisation
            FROM {table} t WHERE t.state = 'submitted' AND {string.Format(CultureInfo.InvariantCulture, where, table)} ORDER BY t.sequence
            """);
        command.Add("@target", target);
        return command;
    }

    private static LandRecord Record(string type, DbDataReader row) => new(
        type,
        row.GetString(0),
        Day(row, 1),
        Text(row, 2) == "confirmed",
        row.IsDBNull(3) ? null : row.GetDouble(3),
        Text(row, 4) is not null,
        row.IsDBNull(5) ? null : row.GetDouble(5),
        Text(row, 6) is not null,
        Text(row, 7),
        Text(row, 8)?.Split(';') ?? []);

    /// <summary>A version by which hazard loses ground, or is only suspected where it was confirmed: never by machine, never by one person alone.</summary>
    private IEnumerable<LandFlag> LosesGround(LandRecord record, string recordId, long sequence, Geometry shape, string? changeReason, string writerOrganisation, string organisation, LandRules rules)
    {
        if (Before(recordId, sequence) is not { } before)
        {
            yield break;
        }

        var downgraded = before.Confirmed && !record.Confirmed;
        var (lostM2, at) = Lost(before.Shape, shape);
        var shrinks = lostM2 > rules.CaseThresholdM2;
        if (!downgraded && !shrinks)
        {
            yield break;
        }

        var what = (downgraded, shrinks) switch
        {
            (true, true) => string.Create(CultureInfo.InvariantCulture, $"It loses {lostM2:F0} m² and is suspected where it was confirmed"),
            (true, false) => "It is suspected where it was confirmed",
            _ => string.Create(CultureInfo.InvariantCulture, $"It loses {lostM2:F0} m² against the version that holds"),
        };
        if (changeReason is null)
        {
            yield return new(true, "land.hazard-less-unexplained", record.Type, record.Id, what + ", and no reason is given.", "changeReason, with what it rests on under evidence", at);
        }
        else if (rules.OrganisationsToShrink > 1 && organisation == writerOrganisation)
        {
            yield return new(true, "land.hazard-less-same-organisation", record.Type, record.Id, what + $"; {organisation} wrote it and may not approve it alone.", "an approval by another organisation", at);
        }
        else
        {
            yield return new(false, "land.hazard-less", record.Type, record.Id, what + $": {changeReason}", "a look at the difference", at);
        }
    }

    private bool Searched(string releasedArea)
    {
        using var connection = store.OpenReader();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT 1 FROM search_coverage t WHERE t.f_released_area = @area AND t.state IN ('approved', 'submitted') LIMIT 1";
        command.Add("@area", releasedArea);
        return command.ExecuteScalar() is not null;
    }

    private (bool Confirmed, Geometry? Shape)? Before(string recordId, long sequence)
    {
        using var connection = store.OpenReader();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT t.f_kind, t.geometry FROM hazard_area t WHERE t.record_id = @record AND t.is_current = 1 AND t.sequence <> @sequence";
        command.Add("@record", recordId);
        command.Add("@sequence", sequence);
        using var row = command.ExecuteReader();
        return row.Read() ? (Text(row, 0) == "confirmed", row.IsDBNull(1) ? null : new WKBReader().Read(row.GetFieldValue<byte[]>(1))) : null;
    }

    // Taken in longitude and latitude, where both are straight as entered: an edge cut elsewhere would seem to lose a sliver in the plane.
    private static (double LostM2, GeoPoint? At) Lost(Geometry? before, Geometry now)
    {
        if (before is null || before.EqualsExact(now) || OverlayNGRobust.Overlay(before, now, SpatialFunction.Difference) is not { IsEmpty: false } lost)
        {
            return (0, null);
        }

        return (PlaneProjection.Karabakh.Project(lost).Area, new GeoPoint(lost.InteriorPoint.X, lost.InteriorPoint.Y));
    }

    private static string? Text(DbDataReader row, int column) => row.IsDBNull(column) || row.GetString(column).Length == 0 ? null : row.GetString(column);

    private static DateOnly? Day(DbDataReader row, int column) =>
        row.IsDBNull(column) ? null : DateOnly.ParseExact(row.GetString(column), "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
