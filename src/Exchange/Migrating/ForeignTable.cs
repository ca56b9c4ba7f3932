namespace Surefoot.Exchange.Migrating;

/// <summary>One table of another system, in memory: its columns by name, its rows as text.</summary>
internal sealed class ForeignTable(string name, string[] columns)
{
    private readonly Dictionary<string, int> _ordinals = columns.Select((c, i) => (c, i)).GroupBy(p => p.c, StringComparer.OrdinalIgnoreCase).ToDictionary(g => g.Key, g => g.First().i, StringComparer.OrdinalIgnoreCase);

    public string Name => name;

    public IReadOnlyList<string> Columns => columns;

    public List<string?[]> Rows { get; } = [];

    public bool Has(string column) => _ordinals.ContainsKey(column);

    /// <summary>Null where the table has no such column, or the row no value.</summary>
    public string? Value(string?[] row, string column) => _ordinals.TryGetValue(column, out var i) && row[i] is { Length: > 0 } value ? value : null;

    /// <summary>The first of the columns that has a value.</summary>
    public string? First(string?[] row, IEnumerable<string> anyOf) => anyOf.Select(c => Value(row, c)).FirstOrDefault(v => v is not null);
}
