using System.Globalization;
using System.Text;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using Surefoot.Registry.Declaring;
using Surefoot.Registry.Reading;

namespace Surefoot.Exchange.Exporting;

/// <summary>RFC 4180 in UTF-8 with line feeds: id, informationDate, the fields, then the position as <c>lon,lat</c> or <c>wkt</c>, and which are disputed if any are.</summary>
internal static class CsvExport
{
    /// <summary>Name of what tells that versions of a record compete; not there where none do.</summary>
    public const string Disputed = "disputed";

    public static long Write(Stream file, RecordDescriptor type, IEnumerable<RecordRow> rows, IReadOnlySet<Guid> disputed)
    {
        // Listed once more, but only where anything is disputed at all.
        var tells = disputed.Count > 0 && rows.Any(row => disputed.Contains(row.RecordId));
        using var text = new StreamWriter(file, new UTF8Encoding(false), 1 << 16, leaveOpen: true) { NewLine = "\n" };
        var points = type.Shape == ShapeKind.Point;
        text.Write("id,informationDate");
        foreach (var field in type.Fields)
        {
            text.Write(',');
            text.Write(field.Name);
        }

        text.Write(points ? ",lon,lat" : type.Shape == ShapeKind.None ? "" : ",wkt");
        text.WriteLine(tells ? "," + Disputed : "");
        var wkt = new WKTWriter();
        var count = 0L;
        foreach (var row in rows)
        {
            text.Write(Cell(row.Id));
            text.Write(',');
            text.Write(ValueText.Of(row.InformationDate));
            foreach (var value in row.Values)
            {
                text.Write(',');
                text.Write(TextOf(value));
            }

            if (type.Shape != ShapeKind.None)
            {
                text.Write(',');
                text.Write(Position(row.ReadGeometry(), points, wkt));
            }

            text.WriteLine(tells ? disputed.Contains(row.RecordId) ? ",true" : "," : "");
            count++;
        }

        return count;
    }

    /// <summary>One cell of text: quoted where RFC 4180 asks for it, and made harmless where a spreadsheet would compute it (INTEGRITY 2).</summary>
    internal static string Cell(string text)
    {
        if (text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r')
        {
            text = "'" + text;
        }

        return text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
    }

    // Numbers are never prefixed: −3 is a number, not a formula.
    private static string TextOf(object? value) => value is string or string[] or IReadOnlyDictionary<string, object?>[]? Cell(ValueText.Of(value)) : ValueText.Of(value);

    private static string Position(Geometry? geometry, bool points, WKTWriter wkt) => geometry switch
    {
        null => points ? "," : "",
        Point point when points => string.Create(CultureInfo.InvariantCulture, $"{point.X},{point.Y}"),
        _ => "\"" + wkt.Write(geometry) + "\"",
    };
}
