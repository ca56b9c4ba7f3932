using System.Globalization;
using System.Text;
using Surefoot.Exchange.Checking;
using Sylvan.Data.Csv;

namespace Surefoot.Exchange.Reading;

/// <summary>Reads a table with a header line. Its delimiter and decimal sign are found in its first lines and then held against every row.</summary>
internal sealed class CsvSource(Stream utf8, ReadOptions options, GeometryGate gate, FindingList findings)
{
    // Characters of one record; a WKT cell of half a million positions fits.
    private const int MaxRecordChars = 16 * 1024 * 1024;

    private static readonly UTF8Encoding StrictUtf8 = new(false, true);

    public IEnumerable<SourceRow> Read(CancellationToken cancellation)
    {
        using var text = new StreamReader(utf8, StrictUtf8, false, 64 * 1024);
        if (Guarded(() => CsvSample.Take(text), 0) is not { } sample)
        {
            yield break;
        }

        if (sample.Refusal is { } refusal)
        {
            findings.Add(refusal);
            yield break;
        }

        using var whole = new ReplayReader(sample.Text, text);
        using var reader = Guarded(() => Open(whole, sample.Delimiter), 0);
        if (reader is null || ReadHeader(reader) is not { } header)
        {
            yield break;
        }

        var columns = PositionColumns.Find(header, options);
        var decimals = new DecimalSign(sample, columns);
        var row = 0L;
        while (Guarded(() => (bool?)reader.Read(), row) is true)
        {
            cancellation.ThrowIfCancellationRequested();
            if (IsBlank(reader))
            {
                continue;
            }

            row++;
            if (reader.RowFieldCount != header.Length)
            {
                Ragged(row, reader.RowFieldCount, header.Length, sample.Delimiter);
                continue;
            }

            var fields = new Dictionary<string, string?>(header.Length, StringComparer.Ordinal);
            for (var i = 0; i < header.Length; i++)
            {
                var value = reader.GetString(i);
                fields.Add(header[i], value.Length == 0 ? null : value);
            }

            yield return new PositionCells(row, columns, decimals, gate, findings).Read(fields);
        }
    }

    private static CsvDataReader Open(TextReader text, char delimiter) => CsvDataReader.Create(text, new CsvDataReaderOptions
    {
        HasHeaders = false,
        Delimiter = delimiter,
        BufferSize = 64 * 1024,
        MaxBufferSize = MaxRecordChars,
        CsvStyle = CsvStyle.Standard,
        Culture = CultureInfo.InvariantCulture,
    });

    private string[]? ReadHeader(CsvDataReader reader)
    {
        do
        {
            if (Guarded(() => (bool?)reader.Read(), 0) is not true)
            {
                Refuse(null, null, "csv.header", "The table has no header line.", "Put the names of the columns into the first line.");
                return null;
            }
        }
        while (IsBlank(reader));

        var header = new string[reader.RowFieldCount];
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < header.Length; i++)
        {
            header[i] = reader.GetString(i).Trim();
            var column = string.Create(CultureInfo.InvariantCulture, $"Column {i + 1}");
            if (header[i].Length == 0)
            {
                Refuse(null, null, "csv.header", $"{column} has no name.", "Name every column.");
                return null;
            }

            if (!seen.Add(header[i]))
            {
                Refuse(null, Text.Cut(header[i]), "csv.duplicate-header", $"{column} has the name '{Text.Cut(header[i], 60)}' that another column has too; which one counts is not defined.", "Give each column its own name.");
                return null;
            }
        }

        if (Array.TrueForAll(header, h => double.TryParse(h.Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out _)))
        {
            Refuse(null, null, "csv.header", "The first line holds only numbers; it is data, not names of columns.", "Put the names of the columns into the first line.");
            return null;
        }

        return header;
    }

    private static bool IsBlank(CsvDataReader reader) =>
        reader.RowFieldCount == 0 || (reader.RowFieldCount == 1 && string.IsNullOrWhiteSpace(reader.GetString(0)));

    private void Ragged(long row, int count, int wanted, char delimiter)
    {
        var hint = delimiter == ',' && count > wanted
            ? "If numbers are written with decimal commas, separate the columns with semicolons; put texts with commas into quotation marks."
            : "Check this line for a missing or superfluous separator or quotation mark.";
        Refuse(row, null, "csv.ragged", string.Create(CultureInfo.InvariantCulture, $"Row {row} has {count} cells; the header has {wanted}."), hint);
    }

    /// <summary>Runs one step of the library; what it throws on bad text becomes a finding and ends the file.</summary>
    private T? Guarded<T>(Func<T?> step, long row)
    {
        try
        {
            return step();
        }
        catch (CsvRecordTooLargeException)
        {
            Refuse(row + 1, null, "csv.record-size", string.Create(CultureInfo.InvariantCulture, $"Row {row + 1} is longer than {MaxRecordChars / (1024 * 1024)} million characters."), "Look for a quotation mark that is never closed.");
        }
        catch (CsvFormatException e)
        {
            Refuse(row + 1, null, "csv.syntax", string.Create(CultureInfo.InvariantCulture, $"Row {row + 1} cannot be read: {e.Message}"), "Look for a quotation mark that is never closed or stands within a cell.");
        }
        catch (DecoderFallbackException e)
        {
            Refuse(row + 1, null, "encoding.not-as-stated", $"The file is not in the stated encoding: {e.Message}", "Leave out --encoding, or state the right one.");
        }

        return default;
    }

    private void Refuse(long? row, string? field, string rule, string message, string suggestion) =>
        findings.Add(new(Verdict.Reject, row, field, null, rule, message, suggestion));
}
