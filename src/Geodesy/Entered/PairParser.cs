using System.Text;

namespace Surefoot.Geodesy.Entered;

/// <summary>Reads the two cells of a table as one text: <c>47.15,39.6</c>, or <c>47,15;39,6</c> where the table writes decimal commas.</summary>
internal static class PairParser
{
    public static RawShape Parse(ReadOnlySpan<byte> text, ref OrdinateNotation notation)
    {
        var semicolon = text.IndexOf((byte)';');
        var at = semicolon >= 0 ? semicolon : text.IndexOf((byte)',');
        if (at < 0)
        {
            throw new GeometryFaultException("geometry.syntax", $"'{Show(text)}' is neither GeoJSON, WKT, WKB nor a pair of numbers.", "Write 47.15,39.6.", Show(text));
        }

        var decimalSign = (byte)(semicolon >= 0 ? ',' : '.');
        return RawShape.OfLines(ShapeKind.Point, [[new(Number(text[..at], decimalSign, ref notation), Number(text[(at + 1)..], decimalSign, ref notation))]]);
    }

    private static double Number(ReadOnlySpan<byte> text, byte decimalSign, ref OrdinateNotation notation)
    {
        text = text.Trim((byte)' ');
        if (!NumberText.TryParse(text, decimalSign, out var value))
        {
            throw new GeometryFaultException(
                NumberText.IsNotFinite(text) ? "geometry.not-finite" : "geometry.number",
                $"'{Show(text)}' is not a coordinate.",
                $"Write digits with a decimal {(decimalSign == '.' ? "point" : "comma")} and nothing else.",
                Show(text));
        }

        notation.Add(text, decimalSign);
        return value;
    }

    private static string Show(ReadOnlySpan<byte> text) => Encoding.UTF8.GetString(text.Length <= 60 ? text : text[..60]);
}
