using System.Globalization;
using System.Text;
using Surefoot.Exchange.Reading;
using Surefoot.Exchange.Reading.Archives;
using Sylvan.Data.Csv;

namespace Surefoot.Exchange.Migrating;

/// <summary>The tables of another system: a PostgreSQL dump as plain SQL, a folder of CSV files, or such a folder packed. No statement of a dump is ever run.</summary>
internal sealed class ForeignTables
{
    private const int MostRows = 5_000_000;
    private const long MostChars = 512L * 1024 * 1024;

    private readonly Dictionary<string, ForeignTable> _tables = new(StringComparer.OrdinalIgnoreCase);
    private long _rows;
    private long _chars;

    public IEnumerable<ForeignTable> All => _tables.Values.OrderBy(t => t.Name, StringComparer.Ordinal);

    /// <summary>Tables that nobody asked for, and how many rows they have: counted, not kept.</summary>
    public SortedDictionary<string, long> Others { get; } = new(StringComparer.Ordinal);

    public ForeignTable? Find(string name) => _tables.GetValueOrDefault(name);

    /// <exception cref="SourceFaultException">It cannot be read, or is larger than can be compared in memory.</exception>
    public static ForeignTables Read(string path, IReadOnlySet<string> wanted, CancellationToken cancellation)
    {
        var tables = new ForeignTables();
        if (Directory.Exists(path))
        {
            foreach (var file in Directory.EnumerateFiles(path, "*.csv").Order(StringComparer.Ordinal))
            {
                using var stream = File.OpenRead(file);
                tables.ReadCsv(Path.GetFileNameWithoutExtension(file), stream, wanted, cancellation);
            }
        }
        else
        {
            using var stream = File.OpenRead(path);
            Span<byte> head = stackalloc byte[5];
            var length = stream.ReadAtLeast(head, 5, throwOnEndOfStream: false);
            stream.Position = 0;
            if (head[..length].StartsWith("PK\u0003\u0004"u8))
            {
                using var archive = ZipCaps.Open(stream);
                foreach (var entry in archive.Entries.Where(e => e.Name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase)))
                {
                    using var content = GuardedEntryStream.Open(entry);
                    tables.ReadCsv(Path.GetFileNameWithoutExtension(entry.Name), content, wanted, cancellation);
                }
            }
            else if (head[..length].SequenceEqual("PGDMP"u8))
            {
                throw new SourceFaultException("dump.custom", "This is a dump in PostgreSQL's own format.", "Make it plain: pg_restore -f dump.sql FILE, which needs no server.");
            }
            else
            {
                tables.ReadDump(stream, wanted, cancellation);
            }
        }

        return tables._tables.Count > 0
            ? tables
            : throw new SourceFaultException("dump.empty", "There is none of the tables of IMSMA NG in it (hazard, hazreduc, accident, victim, …).", "Give a plain SQL dump with its COPY blocks, or a folder or archive of the tables as CSV, each with its header.");
    }

    private void ReadDump(Stream stream, IReadOnlySet<string> wanted, CancellationToken cancellation)
    {
        using var text = new StreamReader(new LineGuard(stream), new UTF8Encoding(false, true));
        try
        {
            while (text.ReadLine() is { } line)
            {
                cancellation.ThrowIfCancellationRequested();
                if (!line.StartsWith("COPY ", StringComparison.Ordinal))
                {
                    continue;
                }

                var table = CopyBlock.Header(line);
                var keep = table is not null && wanted.Contains(table.Name);
                if (keep)
                {
                    Add(table!);
                }

                while (true)
                {
                    var row = text.ReadLine() ?? throw new SourceFaultException("dump.truncated", $"The dump ends within the rows of {table?.Name ?? "a table"}.", "Make the dump again.");
                    if (row == "\\.")
                    {
                        break;
                    }

                    if (keep)
                    {
                        Add(table!, CopyBlock.Row(row, table!));
                    }
                    else if (table is not null)
                    {
                        Others[table.Name] = Others.GetValueOrDefault(table.Name) + 1;
                    }
                }
            }
        }
        catch (DecoderFallbackException)
        {
            throw new SourceFaultException("encoding.not-utf8", "The dump is not UTF-8.", "Make it with --encoding=UTF8.");
        }
    }

    private void ReadCsv(string name, Stream stream, IReadOnlySet<string> wanted, CancellationToken cancellation)
    {
        var keep = wanted.Contains(name);
        try
        {
            using var text = new StreamReader(stream, new UTF8Encoding(false, true));
            using var csv = CsvDataReader.Create(text, new CsvDataReaderOptions { HasHeaders = false, Culture = CultureInfo.InvariantCulture, MaxBufferSize = 16 * 1024 * 1024 });
            ForeignTable? table = null;
            while (csv.Read())
            {
                cancellation.ThrowIfCancellationRequested();
                if (!keep)
                {
                    // The header is no row.
                    Others[name] = Others.TryGetValue(name, out var rows) ? rows + 1 : 0;
                    continue;
                }

                var cells = new string?[csv.RowFieldCount];
                for (var i = 0; i < cells.Length; i++)
                {
                    cells[i] = csv.GetString(i);
                }

                if (table is null)
                {
                    Add(table = new ForeignTable(name, [.. cells.Select(c => c!.Trim())]));
                }
                else if (cells.Length != table.Columns.Count)
                {
                    throw new SourceFaultException("csv.ragged", string.Create(CultureInfo.InvariantCulture, $"A row of {name} has {cells.Length} cells; its header has {table.Columns.Count}."), "Export the table again.", table.Rows.Count + 1);
                }
                else
                {
                    Add(table, cells);
                }
            }
        }
        catch (Exception e) when (e is CsvFormatException or CsvRecordTooLargeException or DecoderFallbackException)
        {
            throw new SourceFaultException("csv.syntax", $"The table {name} cannot be read: {Text.Cut(e.Message)}", "Export it again as UTF-8.");
        }
    }

    private void Add(ForeignTable table)
    {
        if (!_tables.TryAdd(table.Name, table))
        {
            throw new SourceFaultException("dump.doubled", $"The table {table.Name} stands twice.", "Give one of them.");
        }
    }

    private void Add(ForeignTable table, string?[] row)
    {
        _chars += row.Sum(c => (long)(c?.Length ?? 0));
        if (++_rows > MostRows || _chars > MostChars)
        {
            throw new SourceFaultException("dump.size", $"The tables together have more than {MostRows} rows or {MostChars / (1024 * 1024)} million characters.", "Give the tables in parts.");
        }

        table.Rows.Add(row);
    }
}
