using System.Globalization;
using System.IO.Compression;
using Surefoot.Exchange.Checking;
using Surefoot.Exchange.Reading.Markup;

namespace Surefoot.Exchange.Reading.Spreadsheets;

/// <summary>Reads one sheet as a table: its first row with anything in it names the columns. Row by row; only the texts that cells share are kept.</summary>
internal sealed class XlsxSource(XlsxPackage package, ReadOptions options, GeometryGate gate, FindingList findings)
{
    private const int MostColumns = 16_384;
    private const int MostRows = 1_048_576;
    private const int MostRowChars = 16 * 1024 * 1024;

    public static IEnumerable<SourceRow> Read(ZipArchive archive, ReadOptions options, GeometryGate gate, FindingList findings, CancellationToken cancellation)
    {
        var source = new XlsxSource(XlsxPackage.Open(archive), options, gate, findings);
        return source.Read(source.Choose(), cancellation);
    }

    private XlsxSheet Choose()
    {
        if (options.Layer is { } wanted)
        {
            return package.Sheets.FirstOrDefault(s => s.Name.Equals(wanted, StringComparison.OrdinalIgnoreCase))
                ?? throw new SourceFaultException("layer.unknown", $"There is no sheet '{Text.Cut(wanted, 60)}'.", $"Choose one with --sheet: {Names(package.Sheets)}.", field: "sheet");
        }

        var shown = package.Sheets.Where(s => !s.IsHidden).ToList();
        if (shown.Count < package.Sheets.Count)
        {
            findings.Add(new(Verdict.Flag, null, "sheet", null, "xlsx.hidden", $"The workbook has hidden sheets; they are left out: {Names(package.Sheets.Where(s => s.IsHidden))}.", "Name one with --sheet to read it."));
        }

        if (shown.Count > 1)
        {
            shown = [.. shown.Where(HasRows)];
        }

        return shown.Count switch
        {
            1 => shown[0],
            0 => throw new SourceFaultException("xlsx.empty", "The workbook has no sheet with anything in it.", "Save the table again.", field: "sheet"),
            _ => throw new SourceFaultException("layer.several", $"The workbook has {shown.Count} sheets with something in them.", $"Choose one with --sheet: {Names(shown)}.", field: "sheet"),
        };
    }

    private bool HasRows(XlsxSheet sheet)
    {
        using var xml = package.OpenPart(sheet.Part);
        if (!xml.MoveToRoot())
        {
            return false;
        }

        var scope = xml.Scope();
        while (xml.ReadElement(scope))
        {
            if (xml.Name is "v" or "is")
            {
                return true;
            }
        }

        return false;
    }

    private IEnumerable<SourceRow> Read(XlsxSheet sheet, CancellationToken cancellation)
    {
        using var xml = package.OpenPart(sheet.Part);
        if (!xml.MoveToRoot() || xml.Name != "worksheet")
        {
            throw new SourceFaultException("xlsx.part", $"The sheet '{Text.Cut(sheet.Name, 60)}' is no table of cells.", "Give the name of a sheet with a table.", field: "sheet");
        }

        var scope = xml.Scope();
        var cells = new CellReader(package, xml, findings);
        XlsxHeader? header = null;
        PositionColumns? columns = null;
        var row = 0L;
        var last = 0L;
        while (xml.ReadElement(scope))
        {
            cancellation.ThrowIfCancellationRequested();
            if (xml.Name == "mergeCell")
            {
                findings.Add(new(Verdict.Flag, null, "sheet", xml.Attribute("ref"), "xlsx.merged", "The sheet has merged cells; only the first of each holds a value.", "Unmerge them, and give every row its own value."));
                break;
            }

            if (xml.Name != "row")
            {
                continue;
            }

            var number = RowNumber(xml.Attribute("r"), last);
            last = number;
            if (header is null)
            {
                header = XlsxHeader.Read(ReadCells(xml, cells, 0, null, number));
                columns = header is null ? null : PositionColumns.Find(header.Names, options);
                continue;
            }

            var values = ReadCells(xml, cells, row + 1, header, number);
            if (values.Count == 0)
            {
                continue;
            }

            row++;
            if (header.ToFields(values, row, findings) is { } fields)
            {
                yield return new PositionCells(row, columns!, DecimalSign.Point, gate, findings).Read(fields);
            }
        }

        while (xml.Read())
        {
            // To the end: the archive's checksum is known only there.
        }

        if (header is null)
        {
            findings.Add(new(Verdict.Reject, null, null, null, "csv.header", "The sheet has no row with names of columns.", "Put the names of the columns into the first row."));
        }
    }

    /// <summary>Column number to text, of the cells that hold something.</summary>
    private static List<(int Column, string Text)> ReadCells(MarkupReader xml, CellReader cells, long row, XlsxHeader? header, long number)
    {
        var values = new List<(int, string)>();
        var chars = 0;
        var last = 0;
        var scope = xml.Scope();
        while (xml.ReadChild(scope))
        {
            if (xml.Name != "c")
            {
                continue;
            }

            var column = ColumnNumber(xml.Attribute("r"), number) ?? last + 1;
            if (column <= last || column > MostColumns)
            {
                throw new SourceFaultException("xlsx.order", string.Create(CultureInfo.InvariantCulture, $"The cells of row {number} do not stand in their order."), "Save the workbook again.", row == 0 ? null : row);
            }

            last = column;
            if (cells.Read(row, header?.NameOf(column) ?? Letters(column)) is { } text && !string.IsNullOrWhiteSpace(text))
            {
                chars += text.Length;
                if (chars > MostRowChars)
                {
                    throw new SourceFaultException("xlsx.record-size", string.Create(CultureInfo.InvariantCulture, $"Row {number} has more than {MostRowChars / (1024 * 1024)} million characters."), "Split it.", row == 0 ? null : row);
                }

                values.Add((column, text));
            }
        }

        return values;
    }

    private static long RowNumber(string? text, long last)
    {
        var number = text is null ? last + 1 : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var read) ? read : 0;
        return number > last && number <= MostRows
            ? number
            : throw new SourceFaultException("xlsx.order", string.Create(CultureInfo.InvariantCulture, $"The rows of the sheet do not stand in their order after row {last}."), "Save the workbook again.");
    }

    // B12: letters of the column, then the number of the row it stands in.
    private static int? ColumnNumber(string? reference, long row)
    {
        if (reference is null)
        {
            return null;
        }

        var column = 0;
        var at = 0;
        for (; at < reference.Length && at < 3 && char.IsAsciiLetterUpper(reference[at]); at++)
        {
            column = (26 * column) + reference[at] - 'A' + 1;
        }

        return at > 0 && long.TryParse(reference.AsSpan(at), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number == row
            ? column
            : throw new SourceFaultException("xlsx.order", string.Create(CultureInfo.InvariantCulture, $"A cell of row {row} says it is {Text.Cut(reference, 20)}."), "Save the workbook again.");
    }

    internal static string Letters(int column)
    {
        var text = "";
        for (; column > 0; column = (column - 1) / 26)
        {
            text = (char)('A' + ((column - 1) % 26)) + text;
        }

        return text;
    }

    private static string Names(IEnumerable<XlsxSheet> sheets) => string.Join(", ", sheets.Select(s => Text.Cut(s.Name, 40)).Take(20));
}
