using System.Globalization;

namespace Surefoot.Server.Writing;

/// <summary>One column of a table of the entry page.</summary>
/// <param name="List">Code list that the cell is chosen from; null for free text.</param>
/// <param name="Means">What belongs there, for people.</param>
public sealed record EntryColumn(string Name, string Label, string? List = null, bool Required = false, string? Means = null, bool Hidden = false);

/// <summary>One table of the entry page: records, their points, legs and rows.</summary>
public sealed record EntryTable(string Name, string Title, string Means, IReadOnlyList<EntryColumn> Columns)
{
    public EntryColumn? Column(string name) => Columns.FirstOrDefault(column => column.Name == name);
}

/// <param name="Number">From 1, as shown.</param>
public sealed record EntryLine(int Number, IReadOnlyDictionary<string, string> Cells)
{
    public string this[string column] => Cells.GetValueOrDefault(column, "");

    public bool IsEmpty => Cells.Values.All(string.IsNullOrWhiteSpace);

    public static EntryLine Of(int number, params ReadOnlySpan<(string Column, string? Text)> cells)
    {
        Dictionary<string, string> all = new(StringComparer.Ordinal);
        foreach (var (column, text) in cells)
        {
            all[column] = text ?? "";
        }

        return new(number, all);
    }
}

/// <summary>What is typed of one sheet before it is written: what all its records share, and four tables. Text as typed, nothing is read into it.</summary>
public sealed record EntrySheet(IReadOnlyDictionary<string, string> Header, IReadOnlyDictionary<string, IReadOnlyList<EntryLine>> Tables)
{
    public const int MostLines = 500;
    private const int BlankLines = 4;
    private const int MostCell = 20_000;

    public static IReadOnlyList<EntryColumn> HeaderColumns { get; } =
    [
        new("sheet", "Sheet", Required: true, Means: "Name of the map sheet, such as SYN-J-38-021-A"),
        new("organisation", "Organisation", Required: true, Means: "Whose entry this is"),
        new("informationDate", "True in the field on", Required: true, Means: "Day for which the sheet was received or read, 2025-03-31"),
        new("scale", "Scale 1 :", Means: "25000 or 50000"),
        new("mapDatum", "Datum as written", Means: "SK-42"),
        new("crs", "Coordinates are in EPSG", Means: "28408 is SK-42 Gauss-Krüger zone 8; easting first"),
        new("operation", "Datum operation EPSG", Means: "15865 or 1808; compulsory from SK-42"),
        new("authorUnit", "Author unit"),
        new("recordingDuty", "Recording duty", "recording-duty"),
        new("north", "Bearings from", "north-reference"),
        new("declinationDeg", "Declination on the margin, °"),
        new("angleUnit", "Angles in", "angle-unit"),
        new("lengthUnit", "Lengths in", "length-unit"),
        new("instrument", "Instrument"),
        new("channel", "Came through"),
        new("scan", "Scan", Hidden: true),
        new("scanPoints", "Control points", Hidden: true),
    ];

    public static IReadOnlyList<EntryTable> AllTables { get; } =
    [
        new("records", "Records", "One line a field. The outline: coordinates “easting northing; easting northing; …”, or names of points below: “A; B; C; D”.",
        [
            new("id", "Id", Means: "Left empty: the sheet and its number"),
            new("recordNumber", "No. on the sheet"),
            new("laidOn", "Laid on", Means: "1993-05-01"),
            new("category", "Category", "ordnance-category"),
            new("itemCount", "Items"),
            new("rows", "Rows"),
            new("spacingM", "Spacing, m"),
            new("emplacingMethod", "Laid", "emplacing-method"),
            new("authorUnit", "Unit, if another"),
            new("outline", "Outline", Required: true, Means: "8535120 4395670; … or A; B; C"),
            new("otherInformation", "Other information"),
        ]),
        new("points", "Points", "Reference points, benchmark, turning points. The coordinate exactly as written; empty where only legs lead to the point.",
        [
            new("record", "Record", Required: true, Means: "Id or number; empty: as above"),
            new("name", "Name", Required: true),
            new("role", "Role", "record-point-role", Required: true),
            new("asWritten", "Coordinate as written"),
            new("crs", "EPSG, if another"),
            new("description", "Description"),
            new("column", "Pixel column", Hidden: true),
            new("row", "Pixel row", Hidden: true),
        ]),
        new("legs", "Legs", "From point to point in the order in which they were walked; units and north as stated above.",
        [
            new("record", "Record", Required: true, Means: "Empty: as above"),
            new("from", "From", Required: true),
            new("to", "To", Required: true),
            new("bearing", "Bearing", Required: true),
            new("distance", "Distance", Required: true),
        ]),
        new("rows", "Rows", "A row from point to point. Single items have no place here.",
        [
            new("record", "Record", Required: true, Means: "Empty: as above"),
            new("name", "Row", Required: true),
            new("from", "From", Required: true),
            new("to", "To", Required: true),
            new("spacingM", "Spacing, m"),
            new("itemCount", "Items"),
            new("category", "Category", "ordnance-category"),
        ]),
    ];

    public static EntryTable Table(string name) => AllTables.First(table => table.Name == name);

    public string this[string column] => Header.GetValueOrDefault(column, "").Trim();

    /// <summary>The lines of a table that say anything.</summary>
    public IEnumerable<EntryLine> Filled(string table) => Tables[table].Where(line => !line.IsEmpty);

    public static EntrySheet Empty(IReadOnlyDictionary<string, string> header) => new EntrySheet(header, AllTables.ToDictionary(table => table.Name, _ => (IReadOnlyList<EntryLine>)[], StringComparer.Ordinal)).WithBlankLines();

    /// <summary>From a form: <c>sheet</c>, <c>records.1.id</c>, and what was pasted as lines into <c>records.paste</c>.</summary>
    public static EntrySheet Read(IFormCollection form)
    {
        ArgumentNullException.ThrowIfNull(form);
        var header = HeaderColumns.ToDictionary(column => column.Name, column => Cut(form[column.Name].ToString()), StringComparer.Ordinal);
        Dictionary<string, List<Dictionary<string, string>>> lines = [];
        foreach (var table in AllTables)
        {
            var cells = new SortedDictionary<int, Dictionary<string, string>>();
            foreach (var key in form.Keys)
            {
                if (key.Split('.') is [var name, var number, var column] && name == table.Name && table.Column(column) is not null
                    && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at is >= 1 and <= MostLines)
                {
                    if (!cells.TryGetValue(at, out var line))
                    {
                        cells.Add(at, line = new(StringComparer.Ordinal));
                    }

                    line[column] = Cut(form[key].ToString());
                }
            }

            // Lines keep their numbers, so that what a check says of line 7 stands at line 7.
            var last = cells.Where(pair => pair.Value.Values.Any(text => text.Length > 0)).Select(pair => pair.Key).DefaultIfEmpty(0).Max();
            lines[table.Name] = [.. Enumerable.Range(1, last).Select(at => cells.GetValueOrDefault(at) ?? []), .. Pasted(table, form[table.Name + ".paste"].ToString())];
        }

        return new EntrySheet(header, lines.ToDictionary(
            pair => pair.Key,
            pair => (IReadOnlyList<EntryLine>)[.. pair.Value.Take(MostLines).Select((cells, i) => new EntryLine(i + 1, cells))],
            StringComparer.Ordinal)).WithBlankLines();
    }

    /// <summary>Room to go on typing where no script adds lines.</summary>
    private EntrySheet WithBlankLines() => this with
    {
        Tables = Tables.ToDictionary(
            pair => pair.Key,
            pair => (IReadOnlyList<EntryLine>)[.. pair.Value, .. Enumerable.Range(pair.Value.Count + 1, Math.Min(BlankLines, MostLines - pair.Value.Count)).Select(number => EntryLine.Of(number))],
            StringComparer.Ordinal),
    };

    // Cells are parted by tabs, as spreadsheets put them on the clipboard; a first line with the names of columns says another order.
    private static IEnumerable<Dictionary<string, string>> Pasted(EntryTable table, string text)
    {
        List<EntryColumn?> order = [.. table.Columns.Where(column => !column.Hidden)];
        var first = true;
        // A line may begin with an empty cell: only its end is trimmed.
        foreach (var line in text.Split('\n').Select(line => line.TrimEnd('\r', '\t', ' ')).Where(line => line.Length > 0).Take(MostLines))
        {
            string[] cells = line.Split('\t', StringSplitOptions.TrimEntries);
            if (first && cells.Length > 1 && cells.All(cell => Named(table, cell) is not null || cell.Length == 0))
            {
                order = [.. cells.Select(cell => Named(table, cell))];
                first = false;
                continue;
            }

            first = false;
            Dictionary<string, string> read = new(StringComparer.Ordinal);
            for (var i = 0; i < Math.Min(cells.Length, order.Count); i++)
            {
                if (order[i] is { } column)
                {
                    read[column.Name] = Cut(cells[i]);
                }
            }

            yield return read;
        }
    }

    private static EntryColumn? Named(EntryTable table, string cell) =>
        table.Columns.FirstOrDefault(column => string.Equals(column.Name, cell, StringComparison.OrdinalIgnoreCase) || string.Equals(column.Label, cell, StringComparison.OrdinalIgnoreCase));

    private static string Cut(string text) => text.Length > MostCell ? text[..MostCell] : text.Trim();
}
