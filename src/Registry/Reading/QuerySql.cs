using System.Data.Common;
using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using Surefoot.Journal;
using Surefoot.Registry.Declaring;
using Surefoot.Registry.Rights;

namespace Surefoot.Registry.Reading;

/// <summary>The one place where a query on records becomes SQL: which version of each record holds, then the further conditions.</summary>
internal static class QuerySql
{
    /// <summary>Makes the command; <paramref name="columns"/> are those of the projection, of table <c>t</c>.</summary>
    public static DbCommand Command(DbConnection connection, RecordDescriptor type, RecordQuery query, string columns, Viewer viewer)
    {
        var command = connection.CreateCommand();
        var isPage = query.Limit is not null || query.Offset > 0;
        var order = query.Order switch { RecordOrder.Id => " ORDER BY t.client_key", RecordOrder.Sequence => " ORDER BY t.sequence", _ => "" };
        var sql = new StringBuilder();
        if (isPage)
        {
            // What lies before the page is counted off in an index; only the rows of the page itself are fetched.
            sql.Append(CultureInfo.InvariantCulture, $"SELECT {columns} FROM {type.Table} t WHERE t.sequence IN (SELECT t.sequence FROM ");
        }
        else
        {
            sql.Append(CultureInfo.InvariantCulture, $"SELECT {columns} FROM ");
        }

        if (query.Box is { } box)
        {
            // The box is asked first: SQLite keeps a CROSS JOIN in its order.
            sql.Append(CultureInfo.InvariantCulture, $"{type.Table}_box b CROSS JOIN {type.Table} t WHERE t.sequence = b.id AND b.max_x >= @minX AND b.min_x <= @maxX AND b.max_y >= @minY AND b.min_y <= @maxY AND ");
            if (connection is not SqliteConnection)
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
            sql.Append(CultureInfo.InvariantCulture, $"{type.Table} t WHERE ");
        }

        AppendHolding(sql, type, query, command);
        VisibleRows.Append(sql, type, viewer, "t", command);
        AppendConditions(sql, type, query, command);
        sql.Append(order);
        if (isPage)
        {
            sql.Append(" LIMIT @limit OFFSET @offset)").Append(order);
            command.Add("@limit", query.Limit ?? int.MaxValue);
            command.Add("@offset", query.Offset);
        }

        command.CommandText = sql.ToString();
        return command;
    }

    private static void AppendHolding(StringBuilder sql, RecordDescriptor type, RecordQuery query, DbCommand command)
    {
        if (query is { ApprovedOnly: true, AsOf: null, KnownAt: null, EveryVersion: false })
        {
            sql.Append("t.is_current = 1");
            return;
        }

        // The newest version that holds, and no newer one that holds too: a correction wins from its information date on.
        sql.Append(Holds("t", query));
        if (!query.EveryVersion)
        {
            // What is current of all that was approved has none newer; only where an earlier knowledge is asked for may that have been otherwise.
            var current = query is { ApprovedOnly: true, KnownAt: null } ? "t.is_current = 1 OR " : "";
            sql.Append(CultureInfo.InvariantCulture, $" AND ({current}NOT EXISTS (SELECT 1 FROM {type.Table} n WHERE n.record_id = t.record_id AND n.sequence > t.sequence AND ").Append(Holds("n", query)).Append("))");
        }

        if (query.AsOf is { } asOf)
        {
            command.Add("@asOf", asOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        }

        if (query.KnownAt is { } knownAt)
        {
            command.Add("@knownAt", AsOf.Instant(knownAt));
        }
    }

    private static string Holds(string row, RecordQuery query)
    {
        var conditions = new List<string>();
        if (query.ApprovedOnly)
        {
            conditions.Add(query.KnownAt is null
                ? $"{row}.approved_at IS NOT NULL AND {row}.withdrawn_at IS NULL"
                : $"{row}.approved_at <= @knownAt AND ({row}.withdrawn_at IS NULL OR {row}.withdrawn_at > @knownAt)");
        }
        else
        {
            conditions.Add(query.KnownAt is null
                ? $"{row}.state <> 'withdrawn'"
                : $"{row}.recorded_at <= @knownAt AND ({row}.withdrawn_at IS NULL OR {row}.withdrawn_at > @knownAt)");
        }

        if (query.AsOf is not null)
        {
            conditions.Add($"{row}.information_date <= @asOf");
        }

        return string.Join(" AND ", conditions);
    }

    private static void AppendConditions(StringBuilder sql, RecordDescriptor type, RecordQuery query, DbCommand command)
    {
        if (query.Batch is not null)
        {
            sql.Append(" AND t.batch = @batch");
            command.Add("@batch", query.Batch);
        }

        var kind = command.Connection is SqliteConnection ? StoreKind.Sqlite : StoreKind.Postgres;
        foreach (var (name, value) in query.Where ?? new Dictionary<string, string>())
        {
            if (name == "id")
            {
                sql.Append(" AND t.client_key = @id");
                command.Add("@id", value);
                continue;
            }

            var ordinal = type.Ordinal(name);
            if (ordinal < 0)
            {
                throw new ArgumentException($"A {type.Code} has no field {name}.", nameof(query));
            }

            var field = type.Fields[ordinal];
            var parameter = string.Create(CultureInfo.InvariantCulture, $"@w{ordinal}");
            if (field.Custom is not null)
            {
                sql.Append(" AND ").Append(CustomColumn.Equal(kind, type, field, parameter));
                command.Add(parameter, CustomColumn.Parameter(kind, field, value));
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
