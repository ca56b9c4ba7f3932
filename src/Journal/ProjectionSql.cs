using Surefoot.Journal.Sql;

namespace Surefoot.Journal;

/// <summary>The SQL of one projection table, made from its description.</summary>
internal sealed class ProjectionSql
{
    /// <summary>Changes when the journal's own columns change, so that old tables are made again.</summary>
    private const int OwnColumnsVersion = 1;

    public static readonly string[] OwnColumns =
    [
        "record_id", "version", "sequence", "base_version", "client_key", "state", "event_date", "information_date", "recorded_at",
        "decided_sequence", "decided_at", "approved_sequence", "approved_at", "withdrawn_sequence", "withdrawn_at",
        "batch", "actor", "organisation", "is_current",
    ];

    private const string OwnDefinitions = """
        record_id TEXT NOT NULL, version INTEGER NOT NULL, sequence INTEGER PRIMARY KEY, base_version INTEGER NOT NULL, client_key TEXT NOT NULL,
        state TEXT NOT NULL, event_date TEXT, information_date TEXT NOT NULL, recorded_at TEXT NOT NULL,
        decided_sequence INTEGER, decided_at TEXT, approved_sequence INTEGER, approved_at TEXT, withdrawn_sequence INTEGER, withdrawn_at TEXT,
        batch TEXT NOT NULL, actor TEXT NOT NULL, organisation TEXT NOT NULL, is_current INTEGER NOT NULL
        """;

    public ProjectionSql(ProjectionTable table)
    {
        Table = table;
        foreach (var name in table.Columns.Select(c => c.Name).Prepend(table.Name))
        {
            if (name.Length == 0 || !char.IsAsciiLetter(name[0]) || !name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
            {
                throw new ArgumentException($"'{name}' cannot name a table or column: letters, digits and _ only.");
            }
        }

        var names = new HashSet<string>(OwnColumns.Append("geometry"), StringComparer.OrdinalIgnoreCase);
        foreach (var column in table.Columns)
        {
            if (!names.Add(column.Name))
            {
                throw new ArgumentException($"Projection {table.Name}: the column name '{column.Name}' is taken.");
            }
        }
    }

    public ProjectionTable Table { get; }

    public string Name => $"\"{Table.Name}\"";

    public string BoxName => $"\"{Table.Name}_box\"";

    /// <summary>Equal text means an equal table.</summary>
    public string Definition => $"own{OwnColumnsVersion} version{Table.Version} {Table.RecordType}({string.Join(",", Table.Columns.Select(c => $"{c.Name} {c.Type}{(c.Indexed ? " indexed" : "")}"))}){(Table.HasGeometry ? " geometry" : "")}";

    private IEnumerable<string> ValueColumns => Table.Columns.Select(c => $"\"{c.Name}\"").Concat(Table.HasGeometry ? ["geometry"] : []);

    public void Create(Database database)
    {
        var columns = string.Concat(Table.Columns.Select(c => $", \"{c.Name}\" {c.Type.ToString().ToUpperInvariant()}"));
        database.Execute(Schema.CreateTable(database.Kind, $"{Name}({OwnDefinitions}{columns}{(Table.HasGeometry ? ", geometry BLOB" : "")})"));
        database.Execute($"CREATE INDEX \"{Table.Name}_by_record\" ON {Name}(record_id)");
        foreach (var column in Table.Columns.Where(c => c.Indexed))
        {
            database.Execute($"CREATE INDEX \"{Table.Name}_by_{column.Name}\" ON {Name}(\"{column.Name}\")");
        }

        if (Table.HasGeometry)
        {
            database.Execute(Schema.CreateBoxes(database.Kind, Table.Name));
        }
    }

    public void Drop(Database database) => database.Execute($"DROP TABLE IF EXISTS {Name}; DROP TABLE IF EXISTS {BoxName}");

    public string Insert => $"INSERT INTO {Name}({string.Join(",", OwnColumns.Concat(ValueColumns))}) VALUES({Parameters(1, OwnColumns.Length + ValueColumns.Count())})";

    /// <summary>Parameter 1 is the sequence, then the values.</summary>
    public string? UpdateValues => ValueColumns.Any() ? $"UPDATE {Name} SET {string.Join(",", ValueColumns.Select((c, i) => $"{c}=?{i + 2}"))} WHERE sequence=?1" : null;

    public string InsertBox => $"INSERT INTO {BoxName}(id, min_x, max_x, min_y, max_y) VALUES(?1,?2,?3,?4,?5)";

    public string DeleteBox => $"DELETE FROM {BoxName} WHERE id=?1";

    /// <summary>1 state, 2 decision, 3 its time, 4 first sequence, 5 last sequence, 6 batch or null for one version.</summary>
    public string Decide(DecisionAction action)
    {
        var mark = action.To switch
        {
            EntryState.Approved => ", approved_sequence=?2, approved_at=?3",
            EntryState.Withdrawn => ", withdrawn_sequence=?2, withdrawn_at=?3",
            _ => "",
        };
        return $"UPDATE {Name} SET state=?1, decided_sequence=?2, decided_at=?3{mark} WHERE sequence BETWEEN ?4 AND ?5 AND (?6 IS NULL OR batch=?6) AND state IN ({action.FromSql})";
    }

    /// <summary>1 decision, 2 first sequence, 3 last sequence: sets is_current of all versions of the records that the decision touched.</summary>
    public string SetCurrent => $"""
        UPDATE {Name} SET is_current = CASE WHEN sequence = (SELECT max(v.sequence) FROM {Name} v WHERE v.record_id = {Name}.record_id AND v.state = 'approved') THEN 1 ELSE 0 END
        WHERE record_id IN (SELECT record_id FROM {Name} WHERE sequence BETWEEN ?2 AND ?3 AND decided_sequence = ?1)
        """;

    private static string Parameters(int from, int count) => string.Join(",", Enumerable.Range(from, count).Select(i => $"?{i}"));
}
