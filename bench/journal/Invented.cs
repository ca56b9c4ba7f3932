using System.Globalization;
using System.Text.Json;
using Npgsql;
using Surefoot.Journal;

namespace Surefoot.JournalBench;

/// <summary>A journal like those of a country: finds with a point, some hazard areas with a polygon, some people, second versions, batches that are approved.</summary>
internal static class Invented
{
    private const int BatchEntries = 500;

    public static JournalStore Open(string folder, string? url)
    {
        PostgresPlace? server = null;
        if (url is not null && !PostgresPlace.TryParse(url, out server, out var fault))
        {
            throw new ArgumentException(fault);
        }

        return JournalStore.Open(new JournalPlace(folder, server), new Projector(), TimeProvider.System, new SyntheticKeySource(1));
    }

    /// <summary>An empty place in a database.</summary>
    public static string NewSchema(string url) => string.Create(CultureInfo.InvariantCulture, $"{url}?schema=bench_{Environment.ProcessId}");

    public static WriteContext Context(int n) => new("writer", "ORG-1", FormattableString.Invariant($"edit-{n}"), "bench");

    public static NewEntry Entry(int n) => Find(n, 1) with { ClientKey = FormattableString.Invariant($"LIVE-{n}-{Environment.ProcessId}") };

    /// <summary>Appends until the journal has that many entries.</summary>
    public static void Fill(JournalStore store, long entries)
    {
        var writer = new WriteContext("writer", "ORG-1", "", "bench");
        for (var batch = (int)(store.LastSequence / (BatchEntries + 1)); store.LastSequence < entries; batch++)
        {
            var context = writer with { Batch = FormattableString.Invariant($"batch-{batch}") };
            var first = batch * BatchEntries;
            store.Append(context, Enumerable.Range(first, BatchEntries).Select(n => n % 50 == 0 ? Area(n) : n % 40 == 7 ? Person(n) : n % 20 == 3 ? Find(n - 1, 2) with { BaseVersion = NewEntry.LatestVersion } : Find(n, 1)), null, CancellationToken.None);
            store.ApproveBatch(new WriteContext("approver", "ORG-2", "approvals", "bench"), context.Batch);
        }
    }

    private static NewEntry Find(int n, int version) => new()
    {
        RecordType = "found-item",
        Schema = "found-item@1",
        ClientKey = FormattableString.Invariant($"SYN-FI-{n:D7}"),
        EventDate = new DateOnly(2024, 5, 1),
        InformationDate = new DateOnly(2024, 5, 2),
        State = EntryState.Submitted,
        Tier = Tier.Restricted,
        Payload = CanonicalJson.Object(("category", "ap-mine"), ("count", version), ("depthCm", 10 + (n % 30)), ("district", "AZ-FUZ"), ("foundOn", "2024-05-01"), ("releasedArea", FormattableString.Invariant($"SYN-CA-{n / 40:D5}")), ("state", "destroyed")),
        Geometry = Wkb(46.7 + (n % 1000 / 5000.0), 39.8 + (n % 777 / 5000.0), 1),
    };

    private static NewEntry Area(int n) => Find(n, 1) with { RecordType = "hazard-area", Schema = "hazard-area@1", ClientKey = FormattableString.Invariant($"SYN-HA-{n:D7}"), EventDate = null, Geometry = Wkb(46.7, 39.8, 120) };

    private static NewEntry Person(int n) => Find(n, 1) with { RecordType = "casualty", Schema = "casualty@1", ClientKey = FormattableString.Invariant($"SYN-CU-{n:D7}"), Tier = Tier.Personal, Geometry = default };

    /// <summary>Bytes of the size that a point or a ring of so many corners has; nothing here reads them.</summary>
    private static byte[] Wkb(double x, double y, int corners)
    {
        var wkb = new byte[5 + (16 * corners)];
        BitConverter.TryWriteBytes(wkb.AsSpan(5), x);
        BitConverter.TryWriteBytes(wkb.AsSpan(13), y);
        return wkb;
    }

    private sealed class Projector : IProjector
    {
        public IReadOnlyList<ProjectionTable> Tables { get; } =
        [
            new("found-item", "found_item", 1, [new("category", ColumnType.Text, Indexed: true), new("count", ColumnType.Integer), new("district", ColumnType.Text, Indexed: true)], HasGeometry: true),
            new("hazard-area", "hazard_area", 1, [new("district", ColumnType.Text)], HasGeometry: true),
            new("casualty", "casualty", 1, [new("district", ColumnType.Text)], HasGeometry: false),
        ];

        public ProjectedRow Project(Entry entry, ReadOnlyMemory<byte> payload)
        {
            if (entry.RecordType != "found-item")
            {
                return new(["AZ-FUZ"], entry.Geometry.IsEmpty ? null : entry.Geometry.ToArray(), 46, 39, 47, 40);
            }

            using var json = JsonDocument.Parse(payload);
            var (x, y) = (BitConverter.ToDouble(entry.Geometry.Span[5..]), BitConverter.ToDouble(entry.Geometry.Span[13..]));
            return new([json.RootElement.GetProperty("category").GetString(), json.RootElement.GetProperty("count").GetInt32(), json.RootElement.GetProperty("district").GetString()], entry.Geometry.ToArray(), x, y, x, y);
        }
    }
}

/// <summary>The peer: one prepared insert of a row as long as an entry, committed and on the disk before the next.</summary>
internal sealed class BareInsert : IDisposable
{
    private const int RowBytes = 600;

    private readonly System.Data.Common.DbConnection _connection;
    private readonly System.Data.Common.DbCommand _insert;

    private BareInsert(System.Data.Common.DbConnection connection, string settings, string table)
    {
        _connection = connection;
        connection.Open();
        foreach (var sql in new[] { settings, table })
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }

        _insert = connection.CreateCommand();
        _insert.CommandText = "INSERT INTO bare(content) VALUES(@content)";
        _insert.Add("@content", new byte[RowBytes]);
        _insert.Prepare();
    }

    public static BareInsert InSqlite(string file) =>
        new(new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={file};Pooling=False"), "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL", "CREATE TABLE bare(id INTEGER PRIMARY KEY, content BLOB NOT NULL)");

    public static BareInsert InPostgres(string url)
    {
        var server = new Uri(url);
        var user = server.UserInfo.Split(':');
        var connection = new NpgsqlConnectionStringBuilder { Host = server.Host, Port = server.Port, Username = user[0], Password = user.ElementAtOrDefault(1), Database = server.AbsolutePath.TrimStart('/'), Pooling = false };
        return new(new NpgsqlConnection(connection.ConnectionString), "SET synchronous_commit = on", "DROP TABLE IF EXISTS bare; CREATE TABLE bare(id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, content bytea NOT NULL)");
    }

    public void Insert() => _insert.ExecuteNonQuery();

    public void Dispose()
    {
        _insert.Dispose();
        _connection.Dispose();
    }
}
