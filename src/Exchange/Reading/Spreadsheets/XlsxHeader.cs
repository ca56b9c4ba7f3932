using System.Globalization;

namespace Surefoot.Exchange.Reading.Spreadsheets;

/// <summary>The names of a sheet's columns.</summary>
internal sealed class XlsxHeader
{
    private readonly Dictionary<int, string> _names;

    private XlsxHeader(Dictionary<int, string> names)
    {
        _names = names;
        Names = [.. names.OrderBy(n => n.Key).Select(n => n.Value)];
    }

    /// <summary>In the order of the columns.</summary>
    public string[] Names { get; }

    public string? NameOf(int column) => _names.GetValueOrDefault(column);

    /// <summary>Null for a row with nothing in it.</summary>
    public static XlsxHeader? Read(List<(int Column, string Text)> cells)
    {
        var names = new Dictionary<int, string>();
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (column, text) in cells)
        {
            var name = text.Trim();
            if (!seen.Add(name))
            {
                throw new SourceFaultException("csv.duplicate-header", $"Column {XlsxSource.Letters(column)} has the name '{Text.Cut(name, 60)}' that another column has too; which one counts is not defined.", "Give each column its own name.", field: Text.Cut(name));
            }

            names.Add(column, name);
        }

        if (names.Count > 0 && names.Values.All(n => double.TryParse(n.Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out _)))
        {
            throw new SourceFaultException("csv.header", "The first row holds only numbers; it is data, not names of columns.", "Put the names of the columns into the first row.");
        }

        return names.Count == 0 ? null : new(names);
    }

    /// <summary>Null, with a finding, when a cell stands under no name.</summary>
    public Dictionary<string, string?>? ToFields(List<(int Column, string Text)> cells, long row, FindingList findings)
    {
        var fields = new Dictionary<string, string?>(Names.Length, StringComparer.Ordinal);
        foreach (var name in Names)
        {
            fields.Add(name, null);
        }

        foreach (var (column, text) in cells)
        {
            if (!_names.TryGetValue(column, out var name))
            {
                findings.Add(new(Verdict.Reject, row, XlsxSource.Letters(column), Text.Cut(text), "csv.ragged", string.Create(CultureInfo.InvariantCulture, $"Row {row} has a value in column {XlsxSource.Letters(column)}, which has no name."), "Name the column in the first row, or empty the cell."));
                return null;
            }

            fields[name] = text;
        }

        return fields;
    }
}
