using System.Globalization;
using System.Text.RegularExpressions;

namespace Surefoot.Exchange.Migrating;

/// <summary>Turns the tables of IMSMA NG into records with their versions, by the mapping; what cannot be taken becomes a difference.</summary>
internal sealed partial class ImsmaReader
{
    private const int MostHops = 4;

    private readonly ForeignTables _tables;
    private readonly ImsmaMapping _mapping;
    private readonly bool _synthetic;
    private readonly ImsmaShapes _shapes;
    private readonly Dictionary<string, string> _lookups = new(StringComparer.Ordinal);
    private readonly Dictionary<ImsmaCount, Dictionary<string, int>> _counts = [];

    public ImsmaReader(ForeignTables tables, ImsmaMapping mapping, bool synthetic)
    {
        _tables = tables;
        _mapping = mapping;
        _synthetic = synthetic;
        _shapes = new(tables);
        Custom = new(tables);
        foreach (var lookup in mapping.Lookups)
        {
            if (tables.Find(lookup.Table) is { } table)
            {
                foreach (var row in table.Rows)
                {
                    if (table.Value(row, lookup.Key) is { } key && table.First(row, lookup.Value) is { } value)
                    {
                        _lookups[key] = value;
                    }
                }
            }
        }
    }

    public ImsmaCustomValues Custom { get; }

    public List<ReconciliationDifference> Differences { get; } = [];

    /// <summary>Tables that the reader asks for.</summary>
    public static IReadOnlySet<string> Tables(ImsmaMapping mapping)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
        {
            "geospatialinfo", "geopoint", "customdefinedfield", "cdfvalue", "victim_assistance", "mre", "qa", "task", "place", "ordnance", "hazreducdeviceinfo",
        };
        names.UnionWith(mapping.Lookups.Select(l => l.Table));
        foreach (var record in mapping.Records)
        {
            names.UnionWith(((string?[])[record.Table, record.Versions, record.Shapes, record.Custom, .. record.Counts?.Values.Select(c => c.Table) ?? []]).OfType<string>());
        }

        return names;
    }

    public List<MigratedRecord> Read(ImsmaRecord record)
    {
        var found = new List<MigratedRecord>();
        if (_tables.Find(record.Table) is not { } table)
        {
            return found;
        }

        var ids = new HashSet<string>(StringComparer.Ordinal);
        var custom = record.Custom is null ? null : Custom.Of(record.Type, record.Custom, record.Key);
        var versions = record.Versions is { } name && _tables.Find(name) is { } history
            ? history.Rows.ToLookup(row => history.Value(row, record.Key) ?? "", StringComparer.Ordinal)
            : null;
        foreach (var row in table.Rows)
        {
            if (record.When is { } when && !when.Values.Contains(Resolve(table.First(row, when.Columns)), StringComparer.OrdinalIgnoreCase))
            {
                continue;
            }

            var key = table.Value(row, record.Key) ?? "";
            if (table.First(row, record.Id) is not { } id)
            {
                Differ(record, key, "no-id", "The record has no local id.");
                continue;
            }

            if (!ids.Add(id))
            {
                Differ(record, id, "doubled", "Another record has the same local id; this one is left out.");
                continue;
            }

            var newest = Version(record, table, row, table, row, key, id, custom);
            var all = versions is null ? [] : versions[key].Select(v => Version(record, _tables.Find(record.Versions!)!, v, table, row, key, id, custom)).OrderBy(v => v.InformationDate, StringComparer.Ordinal).ToList();
            if (all.Count == 0 || !all[^1].SaysTheSameAs(newest))
            {
                all.Add(newest);
            }

            found.Add(new(record.Type, record.Table, id, all));
        }

        return found;
    }

    /// <summary>Rows of a table that the mapping gives to no record type.</summary>
    public IEnumerable<NotTakenRows> NotTaken()
    {
        foreach (var table in _mapping.Records.GroupBy(r => r.Table))
        {
            if (_tables.Find(table.Key) is { } source && table.All(r => r.When is not null))
            {
                var taken = table.SelectMany(r => r.When!.Values).ToHashSet(StringComparer.OrdinalIgnoreCase);
                foreach (var other in source.Rows.Select(row => Resolve(source.First(row, table.First().When!.Columns)) ?? "(none)").Where(v => !taken.Contains(v)).GroupBy(v => v).OrderBy(g => g.Key, StringComparer.Ordinal))
                {
                    yield return new(table.Key, other.Key, other.Count());
                }
            }
        }

        foreach (var name in (string[])["victim_assistance", "mre", "qa", "task", "place", "ordnance", "hazreducdeviceinfo"])
        {
            if (_tables.Find(name) is { Rows.Count: > 0 } table)
            {
                foreach (var status in table.Rows.GroupBy(row => Resolve(table.First(row, ["status_guid", "status"])) ?? "").OrderBy(g => g.Key, StringComparer.Ordinal))
                {
                    var pieces = status.Sum(row => long.TryParse(table.First(row, ["quantity", "qty"]), NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 0);
                    yield return new(name, status.Key, status.Count()) { Pieces = pieces > 0 ? pieces : null };
                }
            }
        }

        foreach (var (name, rows) in _tables.Others.Where(other => other.Value > 0))
        {
            yield return new(name, "", rows);
        }
    }

    // A table of versions has columns of its own; what it does not have at all is as in the record.
    private MigratedVersion Version(ImsmaRecord record, ForeignTable table, string?[] row, ForeignTable main, string?[] mainRow, string key, string id, ILookup<string, (string Name, string Value)>? custom)
    {
        var fields = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["id"] = id, ["synthetic"] = _synthetic ? "true" : "false" };
        foreach (var (field, columns) in record.Fields)
        {
            var value = columns.Any(table.Has) ? table.First(row, columns) : main.First(mainRow, columns);
            if (Resolve(value) is { } text && Translate(record, field, text, id) is { Length: > 0 } translated)
            {
                fields[field] = translated;
            }
        }

        foreach (var (field, count) in record.Counts ?? new Dictionary<string, ImsmaCount>())
        {
            fields[field] = CountOf(count).GetValueOrDefault(key).ToString(CultureInfo.InvariantCulture);
        }

        foreach (var (name, value) in custom?[key] ?? [])
        {
            fields[name] = value;
        }

        string? shape = null;
        if (record.Shapes is { } link)
        {
            shape = _shapes.Find(link, record.Key, key, record.Shape == "point", out var fault);
            if (fault is not null && ReferenceEquals(table, main))
            {
                Differ(record, id, "shape", "Its shape: " + fault + ".");
            }
        }

        return new(fields, shape);
    }

    private string? Translate(ImsmaRecord record, string field, string text, string id)
    {
        text = text.Trim();
        if (record.Values?.GetValueOrDefault(field) is { } codes)
        {
            if (codes.FirstOrDefault(c => c.Key.Equals(text, StringComparison.OrdinalIgnoreCase)).Value is { } code)
            {
                return code;
            }

            Differ(record, id, "code", $"'{text}' of {field} has no code here; name it in the mapping.");
            return null;
        }

        switch (field)
        {
            case "organisation":
                return NotOfCode().Replace(text, "-").Trim('-');
            case "district" when !District().IsMatch(text):
                Differ(record, id, "district", $"'{text}' is no ISO 3166-2 code; the district is left empty.");
                return null;
            default:
                return Timestamp().IsMatch(text) ? text[..10] : text;
        }
    }

    private string? Resolve(string? value)
    {
        for (var hops = 0; value is not null && hops < MostHops && _lookups.TryGetValue(value, out var next); hops++)
        {
            value = next;
        }

        return value;
    }

    private Dictionary<string, int> CountOf(ImsmaCount count)
    {
        if (!_counts.TryGetValue(count, out var counts))
        {
            counts = _counts[count] = new(StringComparer.Ordinal);
            if (_tables.Find(count.Table) is { } table)
            {
                foreach (var row in table.Rows)
                {
                    if (table.Value(row, count.By) is { } key && count.Values.Contains(Resolve(table.First(row, count.Columns)), StringComparer.OrdinalIgnoreCase))
                    {
                        counts[key] = counts.GetValueOrDefault(key) + 1;
                    }
                }
            }
        }

        return counts;
    }

    private void Differ(ImsmaRecord record, string id, string kind, string message)
    {
        var difference = new ReconciliationDifference(record.Type, id, kind, message);
        if (!Differences.Contains(difference))
        {
            Differences.Add(difference);
        }
    }

    [GeneratedRegex("[^A-Za-z0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex NotOfCode();

    [GeneratedRegex("^[A-Z]{2}-[A-Z0-9]{1,3}$", RegexOptions.CultureInvariant)]
    private static partial Regex District();

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}", RegexOptions.CultureInvariant)]
    private static partial Regex Timestamp();
}
