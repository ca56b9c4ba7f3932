using System.Data.Common;
using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using Surefoot.Journal;
using Surefoot.Registry.Declaring;
using Surefoot.Registry.Rights;

namespace Surefoot.Registry.Reading;

/// <summary>The one place where a query on records becomes SQL: which version of each record holds, then the further conditions.</summary>
/// <param name="query">What is asked.</param>
/// <param name="known">Last sequence that was known at the instant of the query (<see cref="JournalStore.SequenceAt"/>); null: all we know.</param>
internal sealed class QuerySql(DbConnection connection, RecordDescriptor type, RecordQuery query, Viewer viewer, long? known)
{
    private readonly StoreKind _kind = connection is SqliteConnection ? StoreKind.Sqlite : StoreKind.Postgres;

    /// <summary>Counting what is current is answered from an index alone, in less time than carrying the count along.</summary>
    public bool IsCountedApart => IsCurrent && query.Box is null && (_kind == StoreKind.Sqlite || query.Where is not { Count: > 0 });

    private bool IsCurrent => known is null && query is { ApprovedOnly: true, AsOf: null, EveryVersion: false };

    /// <summary>The rows; <paramref name="columns"/> are those of the projection, of table <c>t</c>.</summary>
    public DbCommand Rows(string columns)
    {
        var command = connection.CreateCommand();
        var sql = new StringBuilder();
        if (query.Limit is null && query.Offset == 0)
        {
            sql.Append(CultureInfo.InvariantCulture, $"SELECT {columns} FROM ");
            AppendFrom(sql, command);
            sql.Append(Order);
        }
        else
        {
            // What lies before the page is counted off in an index; only the rows of the page itself are fetched.
            sql.Append(CultureInfo.InvariantCulture, $"SELECT {columns} FROM {type.Table} t WHERE t.sequence IN (SELECT t.sequence FROM ");
            AppendFrom(sql, command);
            sql.Append(OrderOfAll);
            AppendPage(sql, command);
            sql.Append(')').Append(Order);
        }

        command.CommandText = sql.ToString();
        return command;
    }

    /// <summary>The rows of the page with, as their last column, how many there are on all pages: what passes is looked for once, not for the count and again for the page.</summary>
    public DbCommand Page(string columns)
    {
        var command = connection.CreateCommand();
        var sql = new StringBuilder();
        sql.Append(CultureInfo.InvariantCulture, $"SELECT {columns}, p.total FROM (SELECT t.sequence AS sequence, count(*) OVER () AS total FROM ");
        AppendFrom(sql, command);
        sql.Append(OrderOfAll);
        AppendPage(sql, command);
        sql.Append(CultureInfo.InvariantCulture, $") p CROSS JOIN {type.Table} t WHERE t.sequence = p.sequence").Append(Order);
        command.CommandText = sql.ToString();
        return command;
    }

    public DbCommand Count()
    {
        var command = connection.CreateCommand();
        var sql = new StringBuilder("SELECT count(*) FROM ");
        AppendFrom(sql, command);
        command.CommandText = sql.ToString();
        return command;
    }

    private string Order => query.Order switch { RecordOrder.Id => " ORDER BY t.client_key", RecordOrder.Sequence => " ORDER BY t.sequence", _ => "" };

    /// <summary>Of all that passes. Several values of an index do not come in order of ids; the sign keeps SQLite from walking all ids instead, and looking at each row.</summary>
    private string OrderOfAll => _kind == StoreKind.Sqlite && query.Order == RecordOrder.Id && HasChoices ? " ORDER BY +t.client_key" : Order;

    private bool HasChoices => query.Where?.Keys.Any(IsChoices) == true;

    private void AppendPage(StringBuilder sql, DbCommand command)
    {
        sql.Append(" LIMIT @limit OFFSET @offset");
        command.Add("@limit", query.Limit ?? int.MaxValue);
        command.Add("@offset", query.Offset);
    }

    private void AppendFrom(StringBuilder sql, DbCommand command)
    {
        if (query.Box is { } box)
        {
            // The box is asked first: SQLite keeps a CROSS JOIN in its order.
            sql.Append(CultureInfo.InvariantCulture, $"{type.Table}_box b CROSS JOIN {type.Table} t WHERE t.sequence = b.id AND b.max_x >= @minX AND b.min_x <= @maxX AND b.max_y >= @minY AND b.min_y <= @maxY AND ");
            if (_kind == StoreKind.Postgres)
            {
                // The same once more in the form of PostGIS, for its index.
                sql.Append("ST_MakeEnvelope(b.min_x, b.min_y, b.max_x, b.max_y, 4326) && ST_MakeEnvelope(@minX, @minY, @maxX, @maxY, 4326) AND ");
            }

            if (viewer.SeesInCells(type))
            {
                box = PersonalCell.Widen(box);
            }

            command.Add("@minX", box.MinX);
            command.Add("@maxX", box.MaxX);
            command.Add("@minY", box.MinY);
            command.Add("@maxY", box.MaxY);
        }
        else
        {
            sql.Append(ByCombination(command.Connection!) ?? type.Table + " t").Append(" WHERE ");
        }

        AppendHolding(sql, command);
        VisibleRows.Append(sql, type, viewer, "t", command);
        AppendConditions(sql, command);
    }

    /// <summary>Of a choice of several on PostgreSQL: the records of each combination by the index. Else null.</summary>
    /// <remarks>Otherwise it walks all records by id or as they lie and reads the JSON of each, whose cost it does not know. OFFSET 0 is its fence.</remarks>
    private string? ByCombination(DbConnection open)
    {
        if (_kind != StoreKind.Postgres || query.Box is not null || query.Where?.FirstOrDefault(pair => IsChoices(pair.Key)) is not { Key: { } name, Value: var code })
        {
            return null;
        }

        var field = type.Fields[type.Ordinal(name)];
        var combinations = CustomColumn.Combinations(open, type, field, code);
        var values = combinations.Count == 0 ? "(NULL)" : string.Join(", ", combinations.Select(one => $"({one})"));
        return $"(VALUES {values}) c(v) CROSS JOIN LATERAL (SELECT * FROM {type.Table} x WHERE {CustomColumn.Key(_kind, field, "x.")} = c.v{(IsCurrent ? " AND x.is_current = 1" : "")} OFFSET 0) t";
    }

    private bool IsChoices(string name) => type.Ordinal(name) is >= 0 and var ordinal && type.Fields[ordinal] is { Custom: not null, Type: FieldType.Codes };

    private void AppendHolding(StringBuilder sql, DbCommand command)
    {
        if (IsCurrent)
        {
            sql.Append("t.is_current = 1");
            return;
        }

        // The newest version that holds, and no newer one that holds too: a correction wins from its information date on.
        sql.Append(Holds("t"));
        if (!query.EveryVersion)
        {
            sql.Append(" AND ").Append(NoneNewer());
        }

        if (query.AsOf is { } asOf)
        {
            command.Add("@asOf", asOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        }

        if (known is not null)
        {
            command.Add("@known", known);
        }
    }

    /// <remarks>Only a later version than the first can be newer than another, and few records have one: they are in an index of their own (<see cref="Projecting.RegistryIndexes"/>).</remarks>
    private string NoneNewer() => _kind == StoreKind.Sqlite

        // What is superseded is worked out once, so that of a row only its sequence is asked, which is in every index.
        ? $"t.sequence NOT IN (SELECT o.sequence FROM {type.Table} n CROSS JOIN {type.Table} o WHERE n.version > 1 AND {Holds("n")} AND o.record_id = n.record_id AND o.sequence < n.sequence)"
        : $"NOT EXISTS (SELECT 1 FROM {type.Table} n WHERE n.version > 1 AND n.record_id = t.record_id AND n.sequence > t.sequence AND {Holds("n")})";

    /// <remarks>What is current is approved and not withdrawn. It is asked first: it is in the indexes of custom fields, and then the row itself need not be fetched to tell. The sign keeps SQLite from walking the table by sequence instead of an index.</remarks>
    private string Holds(string row)
    {
        var conditions = new List<string>();
        if (query.ApprovedOnly)
        {
            conditions.Add(known is null
                ? $"({row}.is_current = 1 OR ({row}.approved_sequence IS NOT NULL AND {row}.withdrawn_sequence IS NULL))"
                : $"{row}.approved_sequence <= @known AND ({row}.is_current = 1 OR {row}.withdrawn_sequence IS NULL OR {row}.withdrawn_sequence > @known)");
        }
        else
        {
            conditions.Add(known is null
                ? $"({row}.is_current = 1 OR {row}.state <> 'withdrawn')"
                : $"+{row}.sequence <= @known AND ({row}.is_current = 1 OR {row}.withdrawn_sequence IS NULL OR {row}.withdrawn_sequence > @known)");
        }

        if (query.AsOf is not null)
        {
            conditions.Add($"{row}.information_date <= @asOf");
        }

        return string.Join(" AND ", conditions);
    }

    private void AppendConditions(StringBuilder sql, DbCommand command)
    {
        if (query.Batch is not null)
        {
            sql.Append(" AND t.batch = @batch");
            command.Add("@batch", query.Batch);
        }

        // The first choice of several is where the rows come from already (ByCombination).
        var from = _kind == StoreKind.Postgres && query.Box is null ? query.Where?.Keys.FirstOrDefault(IsChoices) : null;
        foreach (var (name, value) in query.Where ?? new Dictionary<string, string>())
        {
            if (name == from)
            {
                continue;
            }

            if (name == "id")
            {
                sql.Append(" AND t.client_key = @id");
                command.Add("@id", value);
                continue;
            }

            var ordinal = type.Ordinal(name);
            if (ordinal < 0)
            {
                throw new ArgumentException($"A {type.Code} has no field {name}.");
            }

            var field = type.Fields[ordinal];
            var parameter = string.Create(CultureInfo.InvariantCulture, $"@w{ordinal}");
            if (field.Custom is not null)
            {
                sql.Append(" AND ").Append(CustomColumn.Equal(command, _kind, type, field, parameter, value));
                continue;
            }

            sql.Append(CultureInfo.InvariantCulture, $" AND t.{field.Column} = {parameter}");
            command.Add(parameter, ToColumn(field, value));
        }
    }

    private static object ToColumn(FieldDescriptor field, string value) => FieldFilter.Read(field, value) switch
    {
        bool flag => flag ? 1L : 0L,
        var read => read,
    };
}
