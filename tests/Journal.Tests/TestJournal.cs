using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Text.Json;
using Surefoot.Tests.Servers;

namespace Surefoot.Journal.Tests;

/// <summary>A real journal in a folder of its own, with a clock that stands still until it is moved.</summary>
internal sealed class TestJournal : IDisposable
{
    public static readonly WriteContext Writer = new("writer", "ORG-1", "batch-1", "import of a test");
    public static readonly WriteContext Approver = new("approver", "ORG-2", "approvals", "looked at it");

    private static readonly ConcurrentDictionary<string, string> Stores = [];

    private readonly bool _ownsFolder;

    public TestJournal(StoreKind kind, string? folder = null, IProjector? projector = null, TestClock? clock = null)
    {
        _ownsFolder = folder is null;
        Folder = folder ?? Directory.CreateTempSubdirectory("surefoot-journal-").FullName;
        Clock = clock ?? new TestClock();
        Place = PlaceOf(kind, Folder);
        Store = JournalStore.Open(Place, projector ?? new TestProjector(), Clock, new SyntheticKeySource(7));
    }

    public JournalPlace Place { get; }

    public string Folder { get; }

    public TestClock Clock { get; }

    public JournalStore Store { get; private set; }

    public string DatabaseFile => Path.Combine(Folder, JournalStore.FileName);

    public void Reopen(IProjector? projector = null)
    {
        Store.Dispose();
        Store = JournalStore.Open(Place, projector ?? new TestProjector(), Clock, new SyntheticKeySource(7));
    }

    public AppendReceipt Append(params NewEntry[] entries) => Append(Writer, entries);

    public AppendReceipt Append(WriteContext context, params NewEntry[] entries) => Store.Append(context, entries, null, CancellationToken.None);

    /// <summary>A few entries of each kind, with decisions, a second version and a person.</summary>
    public TestJournal Fill()
    {
        Append(Find("F-1", 3), Find("F-2", 4), Area("A-1", 46.5, 39.7), Person("P-1", "killed"));
        Store.ApproveBatch(Approver, "batch-1").ShouldBeOfType<Decided>();
        Clock.Advance(TimeSpan.FromDays(1));
        Append(Writer with { Batch = "batch-2" }, Find("F-1", 5) with { BaseVersion = 1, DeviceTime = new DateTimeOffset(2025, 3, 1, 8, 0, 0, TimeSpan.FromHours(4)) }, Find("F-3", 1));
        Store.Approve(Approver, Store.Read(6).First().RecordId).ShouldBeOfType<Decided>();
        return this;
    }

    /// <summary>Runs SQL on the file behind the journal's back.</summary>
    public int Tamper(string sql, params (string Name, object? Value)[] parameters)
    {
        using var database = Place.OpenWriter();
        using var command = database.Connection.CreateCommand();
        command.CommandText = database.Kind == StoreKind.Sqlite ? sql : sql.Replace("x'00'", @"'\x00'::bytea", StringComparison.Ordinal);
        foreach (var (name, value) in parameters)
        {
            command.Add(name, value);
        }

        return command.ExecuteNonQuery();
    }

    /// <summary>The place of a journal; a second journal in the same folder is the same journal.</summary>
    public static JournalPlace PlaceOf(StoreKind kind, string folder)
    {
        if (kind == StoreKind.Sqlite)
        {
            return new JournalPlace(folder);
        }

        PostgresPlace.TryParse(Stores.GetOrAdd(folder, _ => PostgresServer.NewStore()), out var server, out var fault).ShouldBeTrue(fault);
        return new JournalPlace(folder, server);
    }

    public T Query<T>(string sql)
    {
        using var reader = Store.OpenReader();
        using var command = reader.CreateCommand();
        command.CommandText = sql;
        return (T)command.ExecuteScalar()!;
    }

    public IReadOnlyList<string> List(string sql)
    {
        using var reader = Store.OpenReader();
        using var command = reader.CreateCommand();
        command.CommandText = sql;
        using var row = command.ExecuteReader();
        List<string> lines = [];
        while (row.Read())
        {
            lines.Add(row.GetString(0));
        }

        return lines;
    }

    public static NewEntry Find(string key, int count) => new()
    {
        RecordType = "found-item",
        Schema = "found-item@1",
        ClientKey = key,
        EventDate = new DateOnly(2024, 5, 1),
        InformationDate = new DateOnly(2024, 5, 2),
        State = EntryState.Submitted,
        Tier = Tier.Restricted,
        Payload = CanonicalJson.Object(("category", "ap-mine"), ("count", count)),
        Geometry = Point(46.7, 39.8),
    };

    public static NewEntry Area(string key, double x, double y) => Find(key, 0) with
    {
        RecordType = "hazard-area",
        Schema = "hazard-area@1",
        EventDate = null,
        Payload = CanonicalJson.Object(("name", "Sahə " + key)),
        Geometry = Point(x, y),
    };

    public static NewEntry Person(string key, string outcome) => Find(key, 0) with
    {
        RecordType = "casualty",
        Schema = "casualty@1",
        Tier = Tier.Personal,
        Payload = CanonicalJson.Object(("outcome", outcome)),
        Geometry = ReadOnlyMemory<byte>.Empty,
    };

    public static byte[] Point(double x, double y)
    {
        var wkb = new byte[21];
        wkb[0] = 1;
        wkb[1] = 1;
        BinaryPrimitives.WriteDoubleLittleEndian(wkb.AsSpan(5), x);
        BinaryPrimitives.WriteDoubleLittleEndian(wkb.AsSpan(13), y);
        return wkb;
    }

    public void Dispose()
    {
        Store.Dispose();
        if (_ownsFolder)
        {
            Directory.Delete(Folder, recursive: true);
        }
    }
}

/// <summary>A place in which no journal is yet.</summary>
internal sealed class EmptyPlace : IDisposable
{
    public EmptyPlace(StoreKind kind) => Place = TestJournal.PlaceOf(kind, Directory.CreateTempSubdirectory("surefoot-journal-").FullName);

    public JournalPlace Place { get; }

    public string File(string name) => Path.Combine(Place.Folder, name);

    public JournalStore Open(TimeProvider clock) => JournalStore.Open(Place, new TestProjector(), clock, new RandomKeySource());

    public void Dispose() => Directory.Delete(Place.Folder, recursive: true);
}

internal sealed class TestClock : TimeProvider
{
    private DateTimeOffset _now = new(2025, 3, 31, 12, 0, 0, TimeSpan.Zero);

    public void Advance(TimeSpan by) => _now += by;

    public override DateTimeOffset GetUtcNow() => _now;
}

/// <summary>Tables for three small types, as the registry would make them.</summary>
internal sealed class TestProjector(int version = 1, bool withoutFinds = false) : IProjector
{
    public int Projected { get; private set; }

    public IReadOnlyList<ProjectionTable> Tables { get; } =
    [
        .. withoutFinds ? [] : new[] { new ProjectionTable("found-item", "found_item", version, [new ProjectionColumn("category", ColumnType.Text, Indexed: true), new ProjectionColumn("count", ColumnType.Integer)], HasGeometry: true) },
        new ProjectionTable("hazard-area", "hazard_area", 1, [new ProjectionColumn("name", ColumnType.Text)], HasGeometry: true),
        new ProjectionTable("casualty", "casualty", 1, [new ProjectionColumn("outcome", ColumnType.Text)], HasGeometry: false),
    ];

    public ProjectedRow Project(Entry entry, ReadOnlyMemory<byte> payload)
    {
        Projected++;
        if (payload.IsEmpty)
        {
            return new ProjectedRow([null], null, 0, 0, 0, 0);
        }

        using var json = JsonDocument.Parse(payload);
        var root = json.RootElement;
        object?[] values = entry.RecordType switch
        {
            "found-item" => [root.GetProperty("category").GetString(), root.GetProperty("count").GetInt32()],
            "hazard-area" => [root.GetProperty("name").GetString()],
            _ => [root.GetProperty("outcome").GetString()],
        };
        if (entry.Geometry.IsEmpty)
        {
            return new ProjectedRow(values, null, 0, 0, 0, 0);
        }

        var x = BinaryPrimitives.ReadDoubleLittleEndian(entry.Geometry.Span[5..]);
        var y = BinaryPrimitives.ReadDoubleLittleEndian(entry.Geometry.Span[13..]);
        return new ProjectedRow(values, entry.Geometry.ToArray(), x, y, x, y);
    }
}
