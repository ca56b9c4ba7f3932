using System.Globalization;
using System.Text;

namespace Surefoot.Assessment.Evaluation;

/// <summary>A delimited text file as rows of text, read so that no byte can stop it.</summary>
/// <remarks>
/// UTF-8 if every byte fits, else each byte is one Latin-1 character (the file's numbers survive, its names may look odd). Delimiter: the one of comma,
/// semicolon and tab that the header has most. Quotes as in RFC 4180. Short rows are filled with empty cells, long ones are cut.
/// </remarks>
public sealed class DelimitedTable
{
    private static readonly char[] Delimiters = [',', ';', '\t'];

    private DelimitedTable(string[] columns, IReadOnlyList<string[]> rows, bool isUtf8)
    {
        Columns = columns;
        Rows = rows;
        IsUtf8 = isUtf8;
    }

    public string[] Columns { get; }

    public IReadOnlyList<string[]> Rows { get; }

    /// <summary>False when the bytes had to be read as Latin-1.</summary>
    public bool IsUtf8 { get; }

    public static DelimitedTable Read(ReadOnlySpan<byte> bytes)
    {
        var (text, isUtf8) = Decode(bytes);
        var headerEnd = text.IndexOf('\n', StringComparison.Ordinal);
        var header = headerEnd < 0 ? text : text[..headerEnd];
        var delimiter = Delimiters.MaxBy(d => header.Count(c => c == d));
        var lines = Split(text, delimiter);
        if (lines.Count == 0)
        {
            return new DelimitedTable([], [], isUtf8);
        }

        var columns = lines[0].Select(c => c.Trim()).ToArray();
        var rows = new List<string[]>(lines.Count);
        for (var i = 1; i < lines.Count; i++)
        {
            var line = lines[i];
            if (line.Count == 1 && line[0].Length == 0)
            {
                continue;
            }

            var row = new string[columns.Length];
            for (var c = 0; c < row.Length; c++)
            {
                row[c] = c < line.Count ? line[c] : "";
            }

            rows.Add(row);
        }

        return new DelimitedTable(columns, rows, isUtf8);
    }

    /// <summary>Number of the column, exact name first, else ignoring case; −1 if there is none.</summary>
    public int Find(string name)
    {
        var exact = Array.IndexOf(Columns, name.Trim());
        return exact >= 0 ? exact : Array.FindIndex(Columns, c => c.Equals(name.Trim(), StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The column as text.</summary>
    public string[] Text(int column) => Rows.Select(r => r[column]).ToArray();

    /// <summary>The column as numbers, empty cells as NaN; null if any other cell is no number or none is.</summary>
    public double[]? Numbers(int column)
    {
        var values = new double[Rows.Count];
        var any = false;
        for (var i = 0; i < values.Length; i++)
        {
            var cell = Rows[i][column].AsSpan().Trim();
            if (IsMissing(cell))
            {
                values[i] = double.NaN;
            }
            else if (double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out values[i]) && double.IsFinite(values[i]))
            {
                any = true;
            }
            else
            {
                return null;
            }
        }

        return any ? values : null;
    }

    private static bool IsMissing(ReadOnlySpan<char> cell) =>
        cell.IsEmpty || cell.Equals("nan", StringComparison.OrdinalIgnoreCase) || cell.Equals("na", StringComparison.OrdinalIgnoreCase) || cell.Equals("null", StringComparison.OrdinalIgnoreCase);

    private static (string Text, bool IsUtf8) Decode(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var text = new UTF8Encoding(false, true).GetString(bytes);
            return (text.TrimStart('\uFEFF'), true);
        }
        catch (DecoderFallbackException)
        {
            return (Encoding.Latin1.GetString(bytes), false);
        }
    }

    private static List<List<string>> Split(string text, char delimiter)
    {
        var lines = new List<List<string>>();
        var line = new List<string>();
        var cell = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quoted)
            {
                if (c != '"')
                {
                    cell.Append(c);
                }
                else if (i + 1 < text.Length && text[i + 1] == '"')
                {
                    cell.Append('"');
                    i++;
                }
                else
                {
                    quoted = false;
                }
            }
            else if (c == '"' && cell.Length == 0)
            {
                quoted = true;
            }
            else if (c == delimiter)
            {
                line.Add(cell.ToString());
                cell.Clear();
            }
            else if (c == '\n')
            {
                line.Add(cell.ToString());
                cell.Clear();
                lines.Add(line);
                line = [];
            }
            else if (c != '\r')
            {
                cell.Append(c);
            }
        }

        if (cell.Length > 0 || line.Count > 0)
        {
            line.Add(cell.ToString());
            lines.Add(line);
        }

        return lines;
    }
}
