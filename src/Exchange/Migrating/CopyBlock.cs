using System.Globalization;
using System.Text;
using Surefoot.Exchange.Reading;

namespace Surefoot.Exchange.Migrating;

/// <summary>The text form of PostgreSQL's COPY: a header with the columns, then a line a row, tabs between cells, backslashes before what would be misread.</summary>
internal static class CopyBlock
{
    /// <summary><c>COPY public.hazard (a, "b") FROM stdin;</c>; null if it is not of this form.</summary>
    public static ForeignTable? Header(string line)
    {
        var open = line.IndexOf('(', StringComparison.Ordinal);
        var close = line.LastIndexOf(')');
        if (open < 0 || close < open || !line.EndsWith("FROM stdin;", StringComparison.Ordinal))
        {
            return null;
        }

        var name = line["COPY ".Length..open].Trim();
        name = name[(name.LastIndexOf('.') + 1)..].Trim('"');
        return new(name, [.. line[(open + 1)..close].Split(',').Select(c => c.Trim().Trim('"'))]);
    }

    public static string?[] Row(string line, ForeignTable table)
    {
        var cells = line.Split('\t');
        if (cells.Length != table.Columns.Count)
        {
            throw new SourceFaultException("dump.row", string.Create(CultureInfo.InvariantCulture, $"Row {table.Rows.Count + 1} of {table.Name} has {cells.Length} cells; its header has {table.Columns.Count}."), "Make the dump again.", table.Rows.Count + 1);
        }

        return [.. cells.Select(Cell)];
    }

    internal static string? Cell(string cell)
    {
        if (cell == "\\N")
        {
            return null;
        }

        if (!cell.Contains('\\', StringComparison.Ordinal))
        {
            return cell;
        }

        var text = new StringBuilder(cell.Length);
        for (var i = 0; i < cell.Length; i++)
        {
            if (cell[i] != '\\' || i + 1 == cell.Length)
            {
                text.Append(cell[i]);
                continue;
            }

            text.Append(cell[++i] switch
            {
                'b' => '\b',
                'f' => '\f',
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'v' => '\v',
                var other => other,
            });
        }

        return text.ToString();
    }
}
