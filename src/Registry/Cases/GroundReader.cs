using System.Data.Common;
using System.Globalization;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using NetTopologySuite.Operation.Overlay;
using NetTopologySuite.Operation.OverlayNG;
using Surefoot.Account;
using Surefoot.Journal;

namespace Surefoot.Registry.Cases;

/// <summary>Reads hazards, releases, accidents and finds for the search for cases: boxes first, bare columns, streaming.</summary>
internal sealed class GroundReader(JournalStore store)
{
    internal static readonly (string Type, string Table, LandKind Kind)[] Releases =
    [
        ("cancelled-area", "cancelled_area", LandKind.Cancelled),
        ("reduced-area", "reduced_area", LandKind.Reduced),
        ("cleared-area", "cleared_area", LandKind.Cleared),
    ];

    private static readonly (string Type, string Table, string Day)[] s_events =
    [
        ("accident", "accident", "f_occurred_on"),
        ("found-item", "found_item", "f_found_on"),
    ];

    /// <summary>Which versions are read, as conditions on table <c>t</c>; the box is asked by its index.</summary>
    /// <param name="Handed">What was handed in and not decided on as well, not approved versions alone.</param>
    internal sealed record Selection(Envelope? Box, string? Batch = null, Guid? RecordId = null, bool Handed = false)
    {
        /// <summary>Approved versions, or what was handed in and not decided on as well.</summary>
        private string Holds => Handed
            ? "t.state IN ('submitted', 'approved') AND t.sequence = (SELECT max(n.sequence) FROM {0} n WHERE n.record_id = t.record_id AND n.state IN ('submitted', 'approved'))"
            : "t.is_current = 1";

        public string Sql(string table) =>
            string.Format(CultureInfo.InvariantCulture, Holds, table)
            + (Batch is null ? "" : " AND t.record_id IN (SELECT e.record_id FROM entry e WHERE e.batch = @batch)")
            + (RecordId is null ? "" : " AND t.record_id = @record")
            + (Box is null ? "" : $" AND t.sequence IN (SELECT b.id FROM {table}_box b WHERE b.max_x >= @minX AND b.min_x <= @maxX AND b.max_y >= @minY AND b.min_y <= @maxY)");

        public void Bind(DbCommand command)
        {
            if (Batch is not null)
            {
                command.Add("@batch", Batch);
            }

            if (RecordId is { } record)
            {
                command.Add("@record", record.ToString("D"));
            }

            if (Box is { } box)
            {
                command.Add("@minX", box.MinX);
                command.Add("@maxX", box.MaxX);
                command.Add("@minY", box.MinY);
                command.Add("@maxY", box.MaxY);
            }
        }
    }

    public List<GroundPiece> Pieces(Selection selection, CancellationToken cancellation)
    {
        List<GroundPiece> pieces = [];
        using var connection = store.OpenReader();
        AddHazards(connection, selection, pieces, cancellation);
        foreach (var (type, table, kind) in Releases)
        {
            using var command = connection.CreateCommand();
            command.CommandText = $"SELECT t.client_key, t.f_released_on, t.f_organisation, t.geometry FROM {table} t WHERE {selection.Sql(table)} ORDER BY t.client_key";
            selection.Bind(command);
            using var row = command.ExecuteReader();
            while (row.Read())
            {
                cancellation.ThrowIfCancellationRequested();
                if (!row.IsDBNull(3))
                {
                    pieces.Add(new(type, row.GetString(0), kind, Day(row, 1), Text(row, 2), Shape(row, 3), false));
                }
            }
        }

        return pieces;
    }

    public List<GroundEvent> Events(Selection selection, CancellationToken cancellation)
    {
        List<GroundEvent> events = [];
        Dictionary<string, string> organisations = new(StringComparer.Ordinal);
        using var connection = store.OpenReader();
        foreach (var (type, table, day) in s_events)
        {
            using var command = connection.CreateCommand();
            command.CommandText = $"SELECT t.client_key, t.{day}, t.f_organisation, t.geometry FROM {table} t WHERE {selection.Sql(table)} ORDER BY t.client_key";
            selection.Bind(command);
            using var row = command.ExecuteReader();
            while (row.Read())
            {
                cancellation.ThrowIfCancellationRequested();
                if (row.IsDBNull(3))
                {
                    continue;
                }

                var organisation = Text(row, 2);
                if (!organisations.TryGetValue(organisation, out var one))
                {
                    organisations.Add(organisation, one = organisation);
                }

                var wkb = row.GetFieldValue<byte[]>(3);
                events.Add(new(type, row.GetString(0), Day(row, 1), one, BitConverter.ToDouble(wkb, 5), BitConverter.ToDouble(wkb, 13)));
            }
        }

        return events;
    }

    // A later version of a hazard is no new hazard: it holds from the first information on. Only ground that it adds is new, from its own day.
    private static void AddHazards(DbConnection connection, Selection selection, List<GroundPiece> pieces, CancellationToken cancellation)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"""
            SELECT t.client_key, t.information_date, t.f_organisation, t.geometry, t.f_kind, t.f_case, t.f_status, t.version, t.record_id, t.sequence FROM hazard_area t
            WHERE {selection.Sql("hazard_area")} ORDER BY t.client_key
            """;
        selection.Bind(command);
        List<(GroundPiece Piece, string RecordId, long Sequence, bool Closed)> later = [];
        using (var row = command.ExecuteReader())
        {
            while (row.Read())
            {
                cancellation.ThrowIfCancellationRequested();
                if (row.IsDBNull(3))
                {
                    continue;
                }

                var piece = new GroundPiece(
                    "hazard-area", row.GetString(0), Text(row, 4) == "confirmed" ? LandKind.Confirmed : LandKind.Suspected, Day(row, 1), Text(row, 2), Shape(row, 3), !row.IsDBNull(5));
                if (row.GetInt64(7) == 1)
                {
                    pieces.Add(piece);
                }
                else
                {
                    later.Add((piece, row.GetString(8), row.GetInt64(9), Text(row, 6) is "closed" or "handed-over"));
                }
            }
        }

        foreach (var (piece, record, sequence, closed) in later)
        {
            AddLaterVersion(connection, pieces, piece, record, sequence, closed);
        }
    }

    private static void AddLaterVersion(DbConnection connection, List<GroundPiece> pieces, GroundPiece piece, string record, long sequence, bool closed)
    {
        using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT p.information_date, p.geometry FROM hazard_area p
            WHERE p.record_id = @record AND p.sequence < @sequence AND p.approved_at IS NOT NULL AND p.withdrawn_at IS NULL ORDER BY p.sequence
            """;
        command.Add("@record", record);
        command.Add("@sequence", sequence);
        using var row = command.ExecuteReader();
        var first = piece.Date;
        Geometry? before = null;
        while (row.Read())
        {
            first = Day(row, 0) < first ? Day(row, 0) : first;
            before = row.IsDBNull(1) ? before : Shape(row, 1);
        }

        pieces.Add(piece with { Date = first });
        if (before is not null && !closed && OverlayNGRobust.Overlay(piece.LonLat, before, SpatialFunction.Difference) is { IsEmpty: false } grown)
        {
            pieces.Add(piece with { LonLat = PolygonsOf(grown) });
        }
    }

    private static Geometry PolygonsOf(Geometry geometry) => geometry is Polygon or MultiPolygon
        ? geometry
        : geometry.Factory.CreateMultiPolygon([.. Enumerable.Range(0, geometry.NumGeometries).Select(geometry.GetGeometryN).OfType<Polygon>()]);

    private static string Text(DbDataReader row, int column) => row.IsDBNull(column) ? "" : row.GetString(column);

    private static DateOnly Day(DbDataReader row, int column) => DateOnly.ParseExact(row.GetString(column), "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static Geometry Shape(DbDataReader row, int column) => new WKBReader().Read(row.GetFieldValue<byte[]>(column));
}
