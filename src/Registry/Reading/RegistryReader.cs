using System.Data.Common;
using System.Globalization;
using System.Text;
using Surefoot.Journal;
using Surefoot.Registry.Conflicts;
using Surefoot.Registry.Declaring;
using Surefoot.Registry.Payloads;
using Surefoot.Registry.Projecting;
using Surefoot.Registry.Rights;

namespace Surefoot.Registry.Reading;

/// <summary>Lists, finds and counts records, as of a day and as known at an instant. Streams: nothing is held but the row at hand.</summary>
/// <remarks>What the viewer may not see is as if it were not there: in lists, counts, pages and what is not found.</remarks>
public sealed class RegistryReader(JournalStore store, RecordTypes types, Viewer viewer)
{
    private const string OwnColumns = "t.record_id, t.client_key, t.version, t.state, t.sequence, t.information_date, t.recorded_at, t.batch";
    private const int FirstField = 8;

    // A state that a later decision gave is not what was known then.
    private static readonly string OwnColumnsThen = OwnColumns.Replace("t.state", "CASE WHEN t.decided_sequence > @known THEN '' ELSE t.state END", StringComparison.Ordinal);

    /// <summary>Reads as the system: for engines, the account and checks, of which only aggregates leave.</summary>
    public RegistryReader(JournalStore store, RecordTypes types)
        : this(store, types, Viewer.System)
    {
    }

    public RecordTypes Types => types;

    /// <summary>Whom the answers are for.</summary>
    public Viewer Viewer => viewer;

    /// <summary>The same records as somebody else sees them.</summary>
    public RegistryReader For(Viewer other) => new(store, types, other);

    /// <summary>The type as the viewer sees it, by an instant.</summary>
    public RecordDescriptor View(string type, DateTimeOffset? knownAt = null) => viewer.View(types.KnownAt(knownAt).Get(type));

    /// <summary>The records of one type; one version of each.</summary>
    /// <exception cref="ArgumentException">No such type, or the query names a field that the type has not.</exception>
    public IEnumerable<RecordRow> List(string type, RecordQuery query, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return Rows(View(type, query.KnownAt), query, cancellation);
    }

    /// <summary>Every version of every record of one type, whatever its state, in the order of the journal.</summary>
    public IEnumerable<RecordRow> ListVersions(string type, CancellationToken cancellation = default) =>
        Rows(View(type), RecordQuery.Now with { ApprovedOnly = false }, (connection, columns, _) =>
        {
            var command = connection.CreateCommand();
            var sql = new StringBuilder($"SELECT {columns} FROM {types.Get(type).Table} t WHERE 1 = 1");
            VisibleRows.Append(sql, types.Get(type), viewer, "t", command);
            command.CommandText = sql.Append(" ORDER BY t.sequence").ToString();
            return command;
        }, cancellation);

    /// <summary>The approved record of this id, or null.</summary>
    public RecordRow? Find(string type, string id, RecordQuery? query = null)
    {
        query ??= RecordQuery.Now;
        var where = new Dictionary<string, string>(query.Where ?? new Dictionary<string, string>()) { ["id"] = id };
        return List(type, query with { Where = where }).FirstOrDefault();
    }

    /// <exception cref="ArgumentException">There is no such record.</exception>
    public RecordRow Get(string type, string id, RecordQuery? query = null) =>
        Find(type, id, query) ?? throw new ArgumentException($"There is no {type} {id}.", nameof(id));

    /// <summary>One version by its place in the journal, whatever its state; null if it is none of this type.</summary>
    public RecordRow? At(string type, long sequence)
    {
        var descriptor = View(type);
        using var connection = store.OpenReader();
        using var command = connection.CreateCommand();
        var sql = new StringBuilder($"SELECT {Columns(descriptor, null)} FROM {descriptor.Table} t WHERE t.sequence = @sequence");
        VisibleRows.Append(sql, descriptor, viewer, "t", command);
        command.CommandText = sql.ToString();
        command.Add("@sequence", sequence);
        using var row = command.ExecuteReader();
        return row.Read() ? Row(descriptor, row, RecordQuery.Now, null) : null;
    }

    /// <summary>Records whose versions compete, as known at a moment.</summary>
    /// <param name="type">Null for all types.</param>
    public IReadOnlyList<Conflict> Conflicts(string? type = null, DateTimeOffset? knownAt = null) => new ListConflicts(store).Handle(type, knownAt);

    public long Count(string type, RecordQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        using var connection = store.OpenReader();
        return Count(new QuerySql(connection, View(type, query.KnownAt), query, viewer, Known(query)));
    }

    /// <summary>One page of the records of one type, and how many there are on all pages.</summary>
    /// <param name="query">With limit and offset; the count is of all without them.</param>
    public (long Total, IReadOnlyList<RecordRow> Rows) Page(string type, RecordQuery query, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        var view = View(type, query.KnownAt);
        var known = Known(query);

        // On one connection, so that what counting read is at hand for the page.
        using var connection = store.OpenReader();
        var sql = new QuerySql(connection, view, query, viewer, known);
        if (sql.IsCountedApart)
        {
            return (Count(sql), [.. Rows(connection, view, query, known, sql.Rows, null, cancellation)]);
        }

        var total = 0L;
        List<RecordRow> rows = [.. Rows(connection, view, query, known, sql.Page, row => total = row.GetInt64(row.FieldCount - 1), cancellation)];

        // Behind the last page there is no row to say how many there are.
        return (rows.Count > 0 || (query.Offset == 0 && query.Limit is not 0) ? total : Count(sql), rows);
    }

    private static long Count(QuerySql sql)
    {
        using var count = sql.Count();
        return Convert.ToInt64(count.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    private long? Known(RecordQuery query) => query.KnownAt is { } at ? store.SequenceAt(at) : null;

    /// <summary>Ids of all records of one type that are not withdrawn, whatever their state.</summary>
    public IEnumerable<string> Ids(string type)
    {
        using var connection = store.OpenReader();
        using var command = connection.CreateCommand();
        var sql = new StringBuilder($"SELECT t.client_key FROM {types.Get(type).Table} t WHERE t.state <> 'withdrawn'");
        VisibleRows.Append(sql, types.Get(type), viewer, "t", command);
        command.CommandText = sql.ToString();
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            yield return row.GetString(0);
        }
    }

    /// <summary>Ids of records of which some version is not the viewer's: a writer may not put a version of their own after it.</summary>
    public IReadOnlySet<string> IdsOutside(string type)
    {
        HashSet<string> ids = new(StringComparer.Ordinal);
        using var connection = store.OpenReader();
        using var command = connection.CreateCommand();
        var sql = new StringBuilder($"SELECT DISTINCT t.client_key FROM {types.Get(type).Table} t WHERE NOT (1 = 1");
        VisibleRows.Append(sql, types.Get(type), viewer, "t", command);
        command.CommandText = sql.Append(')').ToString();
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            ids.Add(row.GetString(0));
        }

        return ids;
    }

    /// <summary>Whether a file of this content is kept.</summary>
    public bool HasFile(string sha256)
    {
        using var connection = store.OpenReader();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT 1 FROM blob WHERE sha256 = @sha256";
        command.Add("@sha256", Convert.FromHexString(sha256));
        return command.ExecuteScalar() is not null;
    }

    /// <summary>The state in which a batch stands: that of the most of its versions; null if there is no such batch.</summary>
    public EntryState? StateOfBatch(string batch)
    {
        using var connection = store.OpenReader();
        Dictionary<string, long> counts = new(StringComparer.Ordinal);
        foreach (var type in TypesOfBatch(connection, batch))
        {
            using var command = connection.CreateCommand();
            command.CommandText = $"SELECT state, count(*) FROM {type.Table} WHERE batch = @batch GROUP BY state";
            command.Add("@batch", batch);
            using var row = command.ExecuteReader();
            while (row.Read())
            {
                counts[row.GetString(0)] = counts.GetValueOrDefault(row.GetString(0)) + row.GetInt64(1);
            }
        }

        return counts.Count == 0 ? null : StateNames.Read(counts.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).First().Key);
    }

    /// <summary>The approved finds as bare values, for engines and tiles that read hundreds of thousands.</summary>
    public IEnumerable<FoundItemPoint> ListFoundItemPoints(RecordQuery query, CancellationToken cancellation = default) =>
        FoundItemPoint.List(store, types.Get("found-item"), query, viewer, cancellation);

    private List<RecordDescriptor> TypesOfBatch(DbConnection connection, string batch)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT DISTINCT record_type FROM entry WHERE batch = @batch ORDER BY 1";
        command.Add("@batch", batch);
        using var row = command.ExecuteReader();
        List<RecordDescriptor> found = [];
        while (row.Read())
        {
            if (types.TryGet(row.GetString(0), out var type))
            {
                found.Add(type);
            }
        }

        return found;
    }

    private IEnumerable<RecordRow> Rows(RecordDescriptor type, RecordQuery query, CancellationToken cancellation) =>
        Rows(type, query, (connection, columns, known) => new QuerySql(connection, type, query, viewer, known).Rows(columns), cancellation);

    private IEnumerable<RecordRow> Rows(RecordDescriptor type, RecordQuery query, Func<DbConnection, string, long?, DbCommand> select, CancellationToken cancellation)
    {
        var known = Known(query);
        using var connection = store.OpenReader();
        foreach (var row in Rows(connection, type, query, known, columns => select(connection, columns, known), null, cancellation))
        {
            yield return row;
        }
    }

    private IEnumerable<RecordRow> Rows(DbConnection connection, RecordDescriptor type, RecordQuery query, long? known, Func<string, DbCommand> select, Action<DbDataReader>? beside, CancellationToken cancellation)
    {
        var inConflict = MayConflict(connection, type) ? Conflicts(type.Code, query.KnownAt).Select(conflict => conflict.RecordId).ToHashSet() : null;
        using var command = select(Columns(type, query.KnownAt));
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            cancellation.ThrowIfCancellationRequested();
            beside?.Invoke(row);
            var record = Row(type, row, query, known);
            yield return inConflict is not null && inConflict.Contains(record.RecordId) ? record with { InConflict = true } : record;
        }
    }

    private static string Columns(RecordDescriptor type, DateTimeOffset? knownAt) =>
        (knownAt is null ? OwnColumns : OwnColumnsThen)
        + string.Concat(type.DeclaredFields.Select(field => ", t." + field.Column))
        + (type.CustomFields.Count > 0 ? ", t." + RegistryProjector.CustomColumn : "")
        + (type.Shape != ShapeKind.None ? ", t.geometry" : "");

    /// <summary>Asked first, since hardly any record ever is in conflict; there is an index of just those entries.</summary>
    private static bool MayConflict(DbConnection connection, RecordDescriptor type)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT 1 FROM entry WHERE base_version <> version - 1 AND record_type = @type LIMIT 1";
        command.Add("@type", type.Code);
        return command.ExecuteScalar() is not null;
    }

    private RecordRow Row(RecordDescriptor type, DbDataReader row, RecordQuery query, long? known)
    {
        var values = new object?[type.Fields.Count];
        for (var i = 0; i < type.DeclaredFields.Count; i++)
        {
            values[i] = row.IsDBNull(FirstField + i) ? null : Value(row, FirstField + i, type.Fields[i]);
        }

        var shape = FirstField + type.DeclaredFields.Count;
        if (type.CustomFields.Count > 0)
        {
            if (!row.IsDBNull(shape))
            {
                GroupValues.ReadCustom(row.GetString(shape), type, values);
            }

            shape++;
        }

        var wkb = type.Shape != ShapeKind.None && !row.IsDBNull(shape) ? row.GetFieldValue<byte[]>(shape) : null;
        if (wkb is not null && viewer.SeesInCells(type))
        {
            wkb = PersonalCell.Of(wkb);
            if (type.Ordinal("positionAccuracyM") is >= 0 and var accuracy)
            {
                values[accuracy] = PersonalCell.AccuracyM;
            }
        }

        return new RecordRow(
            type,
            Guid.ParseExact(row.GetString(0), "D"),
            row.GetString(1),
            row.GetInt32(2),
            row.GetString(3) is { Length: > 0 } state ? StateNames.Read(state) : StateThen(row, query, known!.Value),
            row.GetInt64(4),
            DateOnly.ParseExact(row.GetString(5), "yyyy-MM-dd", CultureInfo.InvariantCulture),
            DateTimeOffset.Parse(row.GetString(6), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal),
            row.GetString(7),
            values,
            wkb);
    }

    private EntryState StateThen(DbDataReader row, RecordQuery query, long known) => query.ApprovedOnly
        ? EntryState.Approved
        : store.Versions(Guid.ParseExact(row.GetString(0), "D"), known).First(version => version.Entry.Sequence == row.GetInt64(4)).State;

    private static object? Value(DbDataReader row, int column, FieldDescriptor field) => field.Type switch
    {
        FieldType.Integer => row.GetInt64(column),
        FieldType.Number => row.GetDouble(column),
        FieldType.Boolean => row.GetInt64(column) != 0,
        FieldType.Date => DateOnly.ParseExact(row.GetString(column), "yyyy-MM-dd", CultureInfo.InvariantCulture),
        FieldType.Codes or FieldType.Texts => row.GetString(column).Split(';'),
        FieldType.Group => GroupValues.ReadGroups(row.GetString(column), field),
        _ => row.GetString(column),
    };
}
