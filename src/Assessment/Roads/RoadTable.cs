using System.Globalization;
using System.IO.Compression;
using Surefoot.Assessment.Evaluation;

namespace Surefoot.Assessment.Roads;

/// <summary>One CSV, plain or gzip (told by content), with typed reading of its cells.</summary>
internal sealed class RoadTable
{
    private readonly DelimitedTable _table;

    private RoadTable(string file, DelimitedTable table)
    {
        File = file;
        _table = table;
    }

    public string File { get; }

    public int Count => _table.Rows.Count;

    public static RoadTable Read(string file)
    {
        var table = DelimitedTable.Read(ReadBytes(file));
        return table.Columns.Length == 0
            ? throw new RoadFileException("file.empty", "The file is empty.", file, "Give a CSV with a header.")
            : new RoadTable(file, table);
    }

    /// <summary>The bytes of a file, unpacked when it is gzip.</summary>
    public static byte[] ReadBytes(string file)
    {
        var bytes = System.IO.File.ReadAllBytes(file);
        if (bytes is not [0x1F, 0x8B, ..])
        {
            return bytes;
        }

        try
        {
            using var plain = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
            using var whole = new MemoryStream(bytes.Length * 5);
            plain.CopyTo(whole);
            return whole.ToArray();
        }
        catch (InvalidDataException failure)
        {
            throw new RoadFileException("file.gzip", $"The packed file is damaged: {failure.Message}", file, "Fetch or pack it again.");
        }
    }

    /// <summary>Number of the first column that has one of these names; −1 if there is none.</summary>
    public int Find(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (_table.Find(name) is >= 0 and var column)
            {
                return column;
            }
        }

        return -1;
    }

    public int Require(params ReadOnlySpan<string> names) =>
        Find(names) is >= 0 and var column
            ? column
            : throw new RoadFileException("columns", $"The file has no column {names[0]}; it has {string.Join(", ", _table.Columns)}.", File, $"Name a column {string.Join(" or ", names!)}.");

    public string Text(int row, int column) => _table.Rows[row][column].Trim();

    public double Number(int row, int column) =>
        double.TryParse(_table.Rows[row][column], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? value
            : throw Bad(row, column, "is not a number with a decimal point", "Write it as 47.15, without thousands.");

    public long Whole(int row, int column) =>
        long.TryParse(_table.Rows[row][column], NumberStyles.Integer, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw Bad(row, column, "is not a whole number", "Ids of nodes are whole numbers.");

    public RoadFileException Bad(int row, int column, string message, string hint) =>
        new("row", $"Row {row + 1}, {_table.Columns[column]}: \"{_table.Rows[row][column]}\" {message}.", File, hint);
}
