using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using NetTopologySuite.Geometries;
using Surefoot.Exchange.Checking;
using Surefoot.Geodesy.Entered;

namespace Surefoot.Exchange.Reading;

/// <summary>Reads the position of one table row. A number is read with the table's decimal sign or not at all: 47,15 never becomes 4715.</summary>
internal sealed partial class PositionCells(long row, PositionColumns columns, DecimalSign decimals, GeometryGate gate, FindingList findings)
{
    public SourceRow Read(Dictionary<string, string?> fields)
    {
        var entered = ReadOnlyMemory<byte>.Empty;
        Geometry? geometry = null;
        if (columns.Shape is not null && fields[columns.Shape] is { } shape && !string.IsNullOrWhiteSpace(shape))
        {
            entered = Encoding.UTF8.GetBytes(shape.Trim());
            geometry = gate.Pass(row, entered.Span, columns.Shape);
        }
        else if (columns.X is not null)
        {
            var x = Cell(fields, columns.X);
            var y = Cell(fields, columns.Y!);
            if (x.Length > 0 || y.Length > 0)
            {
                entered = Encoding.UTF8.GetBytes(decimals.IsComma ? $"{x};{y}" : $"{x},{y}");
                geometry = CheckNumber(columns.X, x) & CheckNumber(columns.Y!, y) ? gate.Pass(row, entered.Span) : null;
            }
        }

        if (entered.IsEmpty && (columns.X ?? columns.Shape) is not null)
        {
            gate.Miss(row);
        }

        return new(row, fields, entered, geometry, decimals.IsComma, (columns.X ?? columns.Shape) is not null);
    }

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
