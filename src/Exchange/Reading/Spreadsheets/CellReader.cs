using System.Globalization;
using Surefoot.Exchange.Reading.Markup;

namespace Surefoot.Exchange.Reading.Spreadsheets;

/// <summary>Reads one cell as the text a table would have: numbers with a decimal point, dates as ISO dates, the last computed value of a formula.</summary>
internal sealed class CellReader(XlsxPackage package, MarkupReader xml, FindingList findings)
{
    private const int LongestValue = 1024 * 1024;

    // 31 December 9999.
    private const double LastDay = 2_958_466;
    private const int DaysBetweenCalendars = 1462;

    public string? Read(long row, string column)
    {
        var type = xml.Attribute("t") ?? "n";
        var style = int.TryParse(xml.Attribute("s"), NumberStyles.None, CultureInfo.InvariantCulture, out var s) ? s : 0;
        string? value = null;
        string? inline = null;
        var formula = false;
        var scope = xml.Scope();
        while (xml.ReadChild(scope))
        {
            switch (xml.Name)
            {
                case "v":
                    value = xml.ReadText(LongestValue);
                    break;
                case "f":
                    formula = true;
                    break;
                case "is":
                    inline = SharedTexts.ReadItem(xml);
                    break;
            }
        }

        if (type == "inlineStr")
        {
            return Full(inline);
        }

        if (string.IsNullOrEmpty(value))
        {
            return formula && type != "str" ? Refuse(row, column, null, "xlsx.formula", "The formula was never computed: the workbook holds no value for it.", "Open and save it once in a spreadsheet program, or give the values.") : null;
        }

        switch (type)
        {
            case "s":
                return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && package.Texts[number] is { } text
                    ? Full(text)
                    : Refuse(row, column, value, "xlsx.text", "The cell names a text that the workbook does not have.", "Save the workbook again.");
            case "b":
                return value is "1" or "true" ? "true" : value is "0" or "false" ? "false" : Refuse(row, column, value, "xlsx.value", "The cell is neither true nor false.", "Save the workbook again.");
            case "e":
                return Refuse(row, column, value, "xlsx.error", "The cell shows an error.", "Mend the formula, or give the value.");
            case "str":
                return Full(value);
            case "d":
                return value;
            case "n":
                return double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var found) && double.IsFinite(found)
                    ? (package.Formats.IsDate(style) ? Date(found, row, column) : NumberText(found))
                    : Refuse(row, column, value, "xlsx.value", "The cell's number cannot be read.", "Save the workbook again.");
            default:
                return Refuse(row, column, type, "xlsx.value", "The cell is of a kind that is not known.", "Save the workbook again.");
        }
    }

    /// <summary>The shortest digits that give the number again, never with an exponent where an identifier could be meant.</summary>
    internal static string NumberText(double value) =>
        Math.Floor(value) == value && Math.Abs(value) < 1e18 ? value.ToString("0", CultureInfo.InvariantCulture) : value.ToString("R", CultureInfo.InvariantCulture);

    private string? Date(double serial, long row, string column)
    {
        if (package.From1904)
        {
            serial += DaysBetweenCalendars;
        }

        if (serial < 0 || serial >= LastDay)
        {
            return Refuse(row, column, NumberText(serial), "xlsx.date", "The number is no day between 1900 and 9999.", "Give the date as 2025-03-31.");
        }

        var seconds = Math.Round((serial - Math.Floor(serial)) * 86_400);
        var days = (int)Math.Floor(serial);
        if (days == 0)
        {
            return TimeSpan.FromSeconds(seconds).ToString("hh\\:mm\\:ss", CultureInfo.InvariantCulture);
        }

        if (days == 60)
        {
            return Refuse(row, column, "60", "xlsx.date", "The number stands for 29 February 1900, a day that never was.", "Give the date as 1900-02-28 or 1900-03-01.");
        }

        // The calendar of spreadsheets has that day; before it, everything lies one day on.
        var time = new DateTime(1899, 12, 30, 0, 0, 0, DateTimeKind.Unspecified).AddDays(days < 60 ? days + 1 : days).AddSeconds(seconds);
        return time.ToString(seconds == 0 ? "yyyy-MM-dd" : "yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);
    }

    private static string? Full(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private string? Refuse(long row, string column, string? value, string rule, string message, string suggestion)
    {
        findings.Add(new(Verdict.Reject, row, column, value is null ? null : Text.Cut(value), rule, message, suggestion));
        return null;
    }
}
