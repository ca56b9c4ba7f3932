namespace Surefoot.Exchange.Reading;

/// <summary>The first lines of a table and the delimiter they show.</summary>
/// <param name="Text">What was read so far, to be read again by the table reader.</param>
/// <param name="Delimiter">Comma, semicolon, tabulator or bar.</param>
/// <param name="Lines">Whole lines of the sample, the header first, without line ends.</param>
/// <param name="Refusal">Why no delimiter could be told; null if it could.</param>
internal sealed record CsvSample(string Text, char Delimiter, IReadOnlyList<string> Lines, Finding? Refusal = null)
{
    private const int SampleChars = 128 * 1024;

    private static readonly char[] Delimiters = [',', ';', '\t', '|'];

    public static CsvSample Take(TextReader reader)
    {
        var buffer = new char[SampleChars];
        var text = new string(buffer, 0, reader.ReadBlock(buffer));
        var lines = SplitLines(text, isWhole: text.Length < SampleChars);
        if (lines.Count == 0)
        {
            return new(text, ',', lines, text.Length < SampleChars ? null : new(Verdict.Reject, 1, null, null, "csv.record-size", $"The first line is longer than {SampleChars / 1024} thousand characters; this is no table.", "Check what kind of file this is."));
        }

        // The header decides: names of columns seldom hold a separator, and decimal commas never.
        var delimiter = Delimiters.MaxBy(d => Count(lines[0], d));
        return new(text, Count(lines[0], delimiter) == 0 ? ',' : delimiter, lines);
    }

    /// <summary>The cells of a sample line, without their quotation marks.</summary>
    public IReadOnlyList<string> Cells(int line)
    {
        var cells = new List<string>();
        var cell = new System.Text.StringBuilder();
        var quoted = false;
        foreach (var c in Lines[line])
        {
            if (c == '"')
            {
                quoted = !quoted;
            }
            else if (c == Delimiter && !quoted)
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else
            {
                cell.Append(c);
            }
        }

        cells.Add(cell.ToString());
        return cells;
    }

    private static int Count(string line, char delimiter)
    {
        var quoted = false;
        var count = 0;
        foreach (var c in line)
        {
            quoted ^= c == '"';
            count += c == delimiter && !quoted ? 1 : 0;
        }

        return count;
    }

    private static List<string> SplitLines(string text, bool isWhole)
    {
        var lines = new List<string>();
        var quoted = false;
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            quoted ^= text[i] == '"';
            if (quoted || text[i] is not ('\n' or '\r'))
            {
                continue;
            }

            Add(text[start..i]);
            start = i + 1;
        }

        if (isWhole)
        {
            Add(text[start..]);
        }

        return lines;

        void Add(string line)
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                lines.Add(line);
            }
        }
    }
}

/// <summary>Reads a text that was already taken, then the rest of its source.</summary>
internal sealed class ReplayReader(string taken, TextReader rest) : TextReader
{
    private int _at;

    public override int Peek() => _at < taken.Length ? taken[_at] : rest.Peek();

    public override int Read() => _at < taken.Length ? taken[_at++] : rest.Read();

    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    public override int Read(Span<char> buffer)
    {
        if (_at == taken.Length)
        {
            return rest.Read(buffer);
        }

        var length = Math.Min(buffer.Length, taken.Length - _at);
        taken.AsSpan(_at, length).CopyTo(buffer);
        _at += length;
        return length;
    }

    public override int ReadBlock(char[] buffer, int index, int count) => ReadBlock(buffer.AsSpan(index, count));

    public override int ReadBlock(Span<char> buffer)
    {
        var total = 0;
        int read;
        while (total < buffer.Length && (read = Read(buffer[total..])) > 0)
        {
            total += read;
        }

        return total;
    }
}
