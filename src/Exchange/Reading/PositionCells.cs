using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Surefoot.Exchange.Checking;
using Surefoot.Geodesy.Entered;
using Surefoot.Geodesy.Written;

namespace Surefoot.Exchange.Reading;

/// <summary>Reads the position of one table row. A number is read with the table's decimal sign or not at all: 47,15 never becomes 4715.</summary>
internal sealed partial class PositionCells(long row, PositionColumns columns, DecimalSign decimals, GeometryGate gate, FindingList findings)
{
    private const int Wgs84 = 4326;

    private static readonly SearchValues<char> Signs = SearchValues.Create("°º'′’\"″");

    // From here on a point is no place to walk to.
    private const double CoarseM = 500;

    public SourceRow Read(Dictionary<string, string?> fields)
    {
        if (!columns.Any)
        {
            return new(row, fields, ReadOnlyMemory<byte>.Empty, null, decimals.IsComma, HasPlace: false);
        }

        var own = gate.About.System(row, fields, out var refused) is { } system ? gate.In(system.Crs, system.Operation, row) : refused ? null : gate;
        if (columns.Shape is not null && fields[columns.Shape] is { } shape && !string.IsNullOrWhiteSpace(shape))
        {
            return Take(own, fields, Encoding.UTF8.GetBytes(shape.Trim()), columns.Shape);
        }

        var x = columns.X is null ? "" : Cell(fields, columns.X);
        var y = columns.Y is null ? "" : Cell(fields, columns.Y);
        if (x.Length + y.Length == 0)
        {
            return columns.Paper is { } paper && Cell(fields, paper) is { Length: > 0 } text ? OnPaper(own, fields, text, paper) : Take(own, fields, ReadOnlyMemory<byte>.Empty, "geometry");
        }

        ReadOnlyMemory<byte> entered = Encoding.UTF8.GetBytes(decimals.IsComma ? $"{x};{y}" : $"{x},{y}");
        if (InDegrees(x, y) is { } degrees)
        {
            return OnPaper(own, fields, degrees, columns.X!, entered);
        }

        return CheckNumber(columns.X!, x) & CheckNumber(columns.Y!, y) ? Take(own, fields, entered, "geometry") : new(row, fields, entered, null, decimals.IsComma);
    }

    private SourceRow Take(GeometryGate? own, Dictionary<string, string?> fields, ReadOnlyMemory<byte> entered, string field, UnderstoodPosition? written = null) =>
        own is null ? new(row, fields, entered, null, decimals.IsComma) : own.Take(row, fields, entered, field, decimals.IsComma, written);

    // Two cells with signs of degrees are one coordinate as it stands on paper; latitude goes first there.
    private static string? InDegrees(string x, string y)
    {
        static bool Signed(string text) => text.AsSpan().IndexOfAny(Signs) >= 0;
        if (!Signed(x) || !Signed(y))
        {
            return null;
        }

        static string Side(string text, char letter) => char.IsLetter(text[0]) || char.IsLetter(text[^1]) ? text : text + letter;
        return Side(y, 'N') + " " + Side(x, 'E');
    }

    private SourceRow OnPaper(GeometryGate? own, Dictionary<string, string?> fields, string text, string column, ReadOnlyMemory<byte> entered = default)
    {
        entered = entered.IsEmpty ? Encoding.UTF8.GetBytes(text) : entered;
        if (own is null)
        {
            return new(row, fields, entered, null, decimals.IsComma);
        }

        var (read, fault) = ReadCoordinate.Run(text, new(MeasurementMethod.Unknown), own.Crs, own.Operation, gate.About.Point);
        if (read is null)
        {
            Refuse(column, text, fault!.Rule, fault.Message, fault.Suggestion ?? "Write it as it stands on the sheet.");
            return new(row, fields, entered, null, decimals.IsComma);
        }

        if (read.Format == WrittenFormat.Numbers)
        {
            return Take(own, fields, Encoding.UTF8.GetBytes(NumbersOf(text)), column);
        }

        if (read.ResolutionM >= CoarseM)
        {
            findings.Add(new(Verdict.Flag, row, column, Text.Cut(text), "position.precision", string.Create(CultureInfo.InvariantCulture, $"The position is known to {read.ResolutionM:0} m only: it is a cell, not a point."), "Give more digits if they are known.", read.Wgs84));
        }

        // A cell and an offset are on WGS 84; degrees are in the system of the row, and its operation stays to be applied.
        var inWgs84 = read.Format is WrittenFormat.Mgrs or WrittenFormat.LocalOffset;
        var place = inWgs84 ? read.Wgs84 : Sexagesimal.Read(text).Read!.Point;
        var bytes = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{place.LongitudeDeg:F9},{place.LatitudeDeg:F9}"));
        var to = inWgs84 ? gate.In(Wgs84, null, row) : own;
        return Take(to, fields, entered, column, new UnderstoodPosition(bytes, to!.Crs, null, null, read.Format, read.ResolutionM));
    }

    // "684542 4398210" is a pair too; the reader of pairs wants its comma.
    private static string NumbersOf(string text) =>
        string.Join(text.Contains(';', StringComparison.Ordinal) && text.Contains(',', StringComparison.Ordinal) ? ';' : ',', text.Split(text.Contains(';', StringComparison.Ordinal) && text.Contains(',', StringComparison.Ordinal) ? [';'] : [',', ';', ' ', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    private static string Cell(Dictionary<string, string?> fields, string column) => fields[column]?.Trim() ?? "";

    private bool CheckNumber(string column, string text)
    {
        if (text.Length == 0)
        {
            Refuse(column, text, "position.half", $"'{column}' is empty, but the other half of the position is given.", "Give both, or neither.");
            return false;
        }

        var bytes = Encoding.UTF8.GetBytes(text);
        if (NumberText.TryParse(bytes, (byte)decimals.Sign, out _))
        {
            return true;
        }

        var other = decimals.IsComma ? '.' : ',';
        if (text.Contains(other, StringComparison.Ordinal) && NumberText.TryParse(bytes, (byte)other, out _))
        {
            Refuse(column, text, "csv.decimal-sign", $"'{Text.Cut(text, 60)}' in '{column}' has a decimal {Name(other)}, but the table writes decimal {Name(decimals.Sign)}s.", $"Write {text.Replace(other, decimals.Sign)}, if that is meant.");
        }
        else if (NumberText.IsNotFinite(bytes))
        {
            Refuse(column, text, "geometry.not-finite", $"'{Text.Cut(text, 60)}' in '{column}' is no finite number.", "Give the number, or leave the position out.");
        }
        else if (AsDegrees(text) is { } degrees)
        {
            Refuse(column, text, "position.not-decimal", $"'{Text.Cut(text, 60)}' in '{column}' is written in degrees, minutes and seconds.", string.Create(CultureInfo.InvariantCulture, $"Write decimal degrees: {degrees:0.0000000}."));
        }
        else
        {
            Refuse(column, text, "geometry.number", $"'{Text.Cut(text, 60)}' in '{column}' is not a number.", $"Write digits with a decimal {Name(decimals.Sign)} and no separator for thousands.");
        }

        return false;
    }

    private static double? AsDegrees(string text)
    {
        var match = DegreesPattern().Match(text);
        if (!match.Success)
        {
            return null;
        }

        static double Number(Group g) => g.Success ? double.Parse(g.ValueSpan.ToString().Replace(',', '.'), CultureInfo.InvariantCulture) : 0;
        var value = Number(match.Groups["d"]) + (Number(match.Groups["m"]) / 60) + (Number(match.Groups["s"]) / 3600);
        return match.Groups["h"].ValueSpan is "S" or "W" or "s" or "w" ? -value : value;
    }

    private static string Name(char sign) => sign == ',' ? "comma" : "point";

    private void Refuse(string column, string text, string rule, string message, string suggestion) =>
        findings.Add(new(Verdict.Reject, row, column, Text.Cut(text), rule, message, suggestion));

    [GeneratedRegex(@"^(?<d>\d{1,3})\s*[°º ]\s*(?:(?<m>\d{1,2}(?:[.,]\d+)?)\s*['′’ ]?\s*)?(?:(?<s>\d{1,2}(?:[.,]\d+)?)\s*(?:""|″|”|'')?\s*)?(?<h>[NSEWnsew])?$", RegexOptions.CultureInvariant)]
    private static partial Regex DegreesPattern();
}
