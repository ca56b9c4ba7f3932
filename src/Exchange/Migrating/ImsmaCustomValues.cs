using System.Globalization;
using System.Text;

namespace Surefoot.Exchange.Migrating;

/// <summary>Custom-defined fields: what each is called here, of which kind its values are, and the values of a record.</summary>
internal sealed class ImsmaCustomValues
{
    private static readonly string[] Field = ["cdf_guid", "cdf_id", "customdefinedfield_guid"];
    private static readonly string[] Label = ["cdflabel", "label", "cdfname", "name"];
    private static readonly string[] Values = ["stringvalue", "textvalue", "numbervalue", "datevalue", "value"];

    private readonly ForeignTables _tables;
    private readonly Dictionary<string, (string Name, string Label)> _fields = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string Field, string Value)> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Type, string Field), List<string>> _seen = [];

    public ImsmaCustomValues(ForeignTables tables)
    {
        _tables = tables;
        if (tables.Find("customdefinedfield") is not { } fields || tables.Find("cdfvalue") is not { } values)
        {
            return;
        }

        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var row in fields.Rows)
        {
            if (fields.First(row, Field) is { } key && fields.First(row, Label) is { } label)
            {
                var name = NameOf(label);
                for (var n = 2; !taken.Add(name); n++)
                {
                    name = string.Create(CultureInfo.InvariantCulture, $"{NameOf(label)}{n}");
                }

                _fields[key] = (name, label);
            }
        }

        foreach (var row in values.Rows)
        {
            if (values.Value(row, "cdfvalue_guid") is { } key && values.First(row, Field) is { } field && values.First(row, Values) is { } value && _fields.ContainsKey(field))
            {
                _values[key] = (field, value);
            }
        }
    }

    /// <summary>Values by record key, from the table that links them.</summary>
    public ILookup<string, (string Name, string Value)> Of(string type, string link, string keyColumn)
    {
        var found = new List<(string Key, string Name, string Value)>();
        if (_tables.Find(link) is { } table)
        {
            foreach (var row in table.Rows)
            {
                if (table.Value(row, keyColumn) is { } key && table.Value(row, "cdfvalue_guid") is { } valueKey && _values.TryGetValue(valueKey, out var value))
                {
                    found.Add((key, _fields[value.Field].Name, value.Value));
                    (_seen.TryGetValue((type, value.Field), out var list) ? list : _seen[(type, value.Field)] = []).Add(value.Value);
                }
            }
        }

        return found.ToLookup(f => f.Key, f => (f.Name, f.Value), StringComparer.Ordinal);
    }

    /// <summary>Definitions for <c>fields add --file</c>: a number or a date where every value is one, else text.</summary>
    public IEnumerable<Dictionary<string, string>> Proposal() => _seen
        .OrderBy(s => s.Key.Type, StringComparer.Ordinal).ThenBy(s => _fields[s.Key.Field].Name, StringComparer.Ordinal)
        .Select(s => new Dictionary<string, string>
        {
            ["recordType"] = s.Key.Type,
            ["name"] = _fields[s.Key.Field].Name,
            ["kind"] = s.Value.TrueForAll(v => double.TryParse(v, NumberStyles.Float, CultureInfo.InvariantCulture, out var n) && double.IsFinite(n)) ? "number"
                : s.Value.TrueForAll(v => DateOnly.TryParseExact(v, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)) ? "date" : "text",
            ["effective"] = "1988-01-01",
            ["labelEn"] = _fields[s.Key.Field].Label,
        });

    private static string NameOf(string label)
    {
        var name = new StringBuilder("cdf");
        var capital = true;
        foreach (var c in label)
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                name.Append(capital ? char.ToUpperInvariant(c) : c);
                capital = false;
            }
            else
            {
                capital = true;
            }
        }

        return name.Length > 60 ? name.ToString(0, 60) : name.Length == 3 ? "cdfField" : name.ToString();
    }
}
