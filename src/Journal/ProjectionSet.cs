using System.Globalization;
using Surefoot.Journal.Sql;

namespace Surefoot.Journal;

/// <summary>Writes projected rows into one database: beside the journal, or into a scratch file to compare with.</summary>
internal sealed class ProjectionSet : IDisposable
{
    private readonly Database _database;
    private readonly IProjector _projector;
    private readonly Dictionary<string, ProjectionSql> _byType;
    private readonly Dictionary<string, Statement> _prepared = [];

    /// <param name="only">Names of the tables to write; null for all.</param>
    public ProjectionSet(Database database, IProjector projector, IReadOnlySet<string>? only = null)
    {
        _database = database;
        _projector = projector;
        Tables = [.. projector.Tables.Where(t => only is null || only.Contains(t.Name)).Select(t => new ProjectionSql(t))];
        if (projector.Tables.DistinctBy(t => t.Name.ToUpperInvariant()).Count() != projector.Tables.Count || projector.Tables.DistinctBy(t => t.RecordType).Count() != projector.Tables.Count)
        {
            throw new ArgumentException("Two projections have the same table name or the same record type.");
        }

        _byType = Tables.ToDictionary(t => t.Table.RecordType);
    }

    public IReadOnlyList<ProjectionSql> Tables { get; }

    /// <summary>The tables this set keeps up to date, as a SQL list; their names were checked to be plain.</summary>
    public string NamesSql => string.Join(",", Tables.Select(t => $"'{t.Table.Name}'"));

    /// <summary>Names of the tables about a record type, none or one.</summary>
    public IEnumerable<string> TablesOf(string recordType) => Tables.Where(t => t.Table.RecordType == recordType).Select(t => t.Table.Name);

    /// <summary>Throws the tables away and makes them again from the entries.</summary>
    /// <param name="source">Where the entries are read from; may be the same database.</param>
    public void Build(Database source, KeyStore keys, IProgress<long>? progress, CancellationToken cancellation)
    {
        foreach (var table in Tables)
        {
            table.Drop(_database);
            table.Create(_database);
        }

        var done = 0L;
        foreach (var entry in EntryTable.ReadFrom(source, 1))
        {
            if ((++done & 0xFFF) == 0)
            {
                cancellation.ThrowIfCancellationRequested();
                progress?.Report(done);
            }

            if (entry.RecordType == ActTypes.Decision)
            {
                Apply(entry, DecisionPayload.Read(entry.Payload));
            }

            if (_byType.ContainsKey(entry.RecordType))
            {
                Insert(entry, keys.Open(entry) ?? ReadOnlyMemory<byte>.Empty);
            }
        }
    }

    /// <summary>Adds the row of one entry; nothing if no table is about its type.</summary>
    public void Insert(Entry entry, ReadOnlyMemory<byte> payload)
    {
        if (!_byType.TryGetValue(entry.RecordType, out var table))
        {
            return;
        }

        var row = Project(table, entry, payload);
        var insert = Prepared(table.Insert);
        var recordedAt = EntryText.OfInstant(entry.RecordedAt);
        var isAct = ActTypes.IsAct(entry.RecordType);
        insert.Bind(1, entry.RecordId.ToString("D"));
        insert.Bind(2, entry.Version);
        insert.Bind(3, entry.Sequence);
        insert.Bind(4, entry.BaseVersion);
        insert.Bind(5, entry.ClientKey);
        insert.Bind(6, EntryText.Of(entry.State));
        insert.Bind(7, entry.EventDate is { } happened ? EntryText.Of(happened) : null);
        insert.Bind(8, EntryText.Of(entry.InformationDate));
        insert.Bind(9, recordedAt);
        for (var column = 10; column <= 15; column++)
        {
            insert.BindNull(column);
        }

        if (isAct)
        {
            // An act is in force from the moment it is written.
            insert.Bind(12, entry.Sequence);
            insert.Bind(13, recordedAt);
        }

        insert.Bind(16, entry.Batch);
        insert.Bind(17, entry.Actor);
        insert.Bind(18, entry.Organisation);
        insert.Bind(19, isAct ? 1 : 0);
        BindValues(insert, ProjectionSql.OwnColumns.Length + 1, table, row);
        insert.Run();
        InsertBox(table, entry.Sequence, row);
    }

    /// <summary>Projects one entry again, because its key was destroyed.</summary>
    public void Update(Entry entry, ReadOnlyMemory<byte> payload)
    {
        if (!_byType.TryGetValue(entry.RecordType, out var table) || table.UpdateValues is null)
        {
            return;
        }

        var row = Project(table, entry, payload);
        var update = Prepared(table.UpdateValues);
        update.Bind(1, entry.Sequence);
        BindValues(update, 2, table, row);
        update.Run();
        if (table.Table.HasGeometry)
        {
            var delete = Prepared(table.DeleteBox);
            delete.Bind(1, entry.Sequence);
            delete.Run();
            InsertBox(table, entry.Sequence, row);
        }
    }

    /// <summary>Carries a decision into the rows it is about.</summary>
    public void Apply(Entry act, DecisionPayload decision)
    {
        var action = DecisionAction.Find(decision.Action) ?? throw new InvalidDataException($"Entry {act.Sequence}: '{decision.Action}' is not an action.");
        if (!action.MovesState)
        {
            return;
        }

        foreach (var table in Tables.Where(t => !ActTypes.IsAct(t.Table.RecordType)))
        {
            var decide = Prepared(table.Decide(action));
            decide.Bind(1, EntryText.Of(action.To));
            decide.Bind(2, act.Sequence);
            decide.Bind(3, EntryText.OfInstant(act.RecordedAt));
            decide.Bind(4, decision.FirstSequence);
            decide.Bind(5, decision.LastSequence);
            decide.Bind(6, decision.Batch);
            decide.Run();
            if (_database.Changes > 0 && action.To is EntryState.Approved or EntryState.Withdrawn)
            {
                var current = Prepared(table.SetCurrent);
                current.Bind(1, act.Sequence);
                current.Bind(2, decision.FirstSequence);
                current.Bind(3, decision.LastSequence);
                current.Run();
            }
        }
    }

    /// <summary>Lets go of the tables, so that they can be dropped; statements are prepared anew when needed.</summary>
    public void Release()
    {
        foreach (var statement in _prepared.Values)
        {
            statement.Dispose();
        }

        _prepared.Clear();
    }

    public void Dispose() => Release();

    private ProjectedRow Project(ProjectionSql table, Entry entry, ReadOnlyMemory<byte> payload)
    {
        var row = _projector.Project(entry, payload);
        return row.Values.Length == table.Table.Columns.Count
            ? row
            : throw new ArgumentException($"Projection {table.Table.Name} has {table.Table.Columns.Count} columns, but its row {row.Values.Length} values.");
    }

    private void InsertBox(ProjectionSql table, long sequence, ProjectedRow row)
    {
        if (!table.Table.HasGeometry || row.GeometryWkb is null)
        {
            return;
        }

        var insert = Prepared(table.InsertBox);
        insert.Bind(1, sequence);
        insert.Bind(2, BoxRounding.Down(row.MinX));
        insert.Bind(3, BoxRounding.Up(row.MaxX));
        insert.Bind(4, BoxRounding.Down(row.MinY));
        insert.Bind(5, BoxRounding.Up(row.MaxY));
        insert.Run();
    }

    private static void BindValues(Statement statement, int parameter, ProjectionSql table, ProjectedRow row)
    {
        for (var column = 0; column < row.Values.Length; column++)
        {
            var value = row.Values[column];
            switch (value)
            {
                case null:
                    statement.BindNull(parameter, table.Table.Columns[column].Type);
                    break;
                case string text:
                    statement.Bind(parameter, text);
                    break;
                case bool flag:
                    statement.Bind(parameter, flag ? 1 : 0);
                    break;
                case int number:
                    statement.Bind(parameter, number);
                    break;
                case long number:
                    statement.Bind(parameter, number);
                    break;
                case double number:
                    statement.Bind(parameter, number);
                    break;
                case DateOnly date:
                    statement.Bind(parameter, EntryText.Of(date));
                    break;
                case byte[] bytes:
                    statement.BindBlob(parameter, bytes);
                    break;
                default:
                    throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Projection {table.Table.Name}: a {value.GetType().Name} cannot be stored."));
            }

            parameter++;
        }

        if (table.Table.HasGeometry)
        {
            if (row.GeometryWkb is null)
            {
                statement.BindNull(parameter, ColumnType.Blob);
            }
            else
            {
                statement.BindBlob(parameter, row.GeometryWkb);
            }
        }
    }

    private Statement Prepared(string sql)
    {
        if (!_prepared.TryGetValue(sql, out var statement))
        {
            _prepared.Add(sql, statement = _database.Prepare(sql));
        }

        return statement;
    }
}
