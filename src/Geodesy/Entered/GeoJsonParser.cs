using System.Globalization;
using System.Text;
using System.Text.Json;
using NetTopologySuite.Geometries;

namespace Surefoot.Geodesy.Entered;

/// <summary>Reads one GeoJSON geometry object (RFC 7946 section 3.1) strictly: no doubled member, no number that overflows, no string for a number.</summary>
internal static class GeoJsonParser
{
    public const int MaxJsonDepth = 64;

    private static readonly JsonReaderOptions Options = new() { MaxDepth = MaxJsonDepth };

    public static RawShape Parse(ReadOnlySpan<byte> json, ref OrdinateNotation notation)
    {
        var reader = new Utf8JsonReader(json, Options);
        try
        {
            reader.Read();
            var shape = ReadShape(ref reader, ref notation, new(), 1);
            return reader.Read() ? throw Syntax("There is more text after the end of the geometry") : shape;
        }
        catch (JsonException e)
        {
            throw Syntax(string.Create(CultureInfo.InvariantCulture, $"This is not JSON at line {e.LineNumber + 1}, byte {e.BytePositionInLine}"));
        }
        catch (InvalidOperationException)
        {
            // What Utf8JsonReader throws for a string with a broken escape or surrogate.
            throw Syntax("A text in the geometry is not valid Unicode");
        }
    }

    private static RawShape ReadShape(ref Utf8JsonReader reader, ref OrdinateNotation notation, ShapeBudget budget, int depth)
    {
        ShapeBudget.Enter(depth);
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new GeometryFaultException("geometry.syntax", $"A geometry is a JSON object; here stands {Describe(ref reader)}.", "Write {\"type\": \"Point\", \"coordinates\": [47.15, 39.6]}.");
        }

        string? type = null;
        Utf8JsonReader content = default;
        var hasContent = false;
        var contentName = "";
        var names = new HashSet<string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            if (!names.Add(name))
            {
                throw new GeometryFaultException("json.duplicate-key", $"The member \"{Cut(name)}\" stands twice in the geometry.", "Keep one of them.", Cut(name));
            }

            reader.Read();
            switch (name)
            {
                case "type":
                    type = reader.TokenType == JsonTokenType.String
                        ? reader.GetString()
                        : throw new GeometryFaultException("geometry.type", $"The geometry's \"type\" is {Describe(ref reader)}, not a text.");
                    break;
                case "coordinates" or "geometries":
                    content = reader;
                    hasContent = true;
                    contentName = name;
                    reader.Skip();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        var kind = Kind(type);
        var needed = kind == ShapeKind.GeometryCollection ? "geometries" : "coordinates";
        if (!hasContent || contentName != needed || (names.Contains("coordinates") && names.Contains("geometries")))
        {
            throw new GeometryFaultException("geometry.syntax", $"A {type} has a member \"{needed}\"; here it is missing or doubtful.", $"Give \"{needed}\" and nothing else for its positions.");
        }

        return ReadContent(ref content, kind, ref notation, budget, depth);
    }

    private static RawShape ReadContent(ref Utf8JsonReader reader, ShapeKind kind, ref OrdinateNotation notation, ShapeBudget budget, int depth)
    {
        StartArray(ref reader, kind == ShapeKind.GeometryCollection ? "geometries" : "coordinates");
        switch (kind)
        {
            case ShapeKind.Point:
                reader.Read();
                return RawShape.OfLines(kind, reader.TokenType == JsonTokenType.EndArray ? [] : [[ReadPosition(ref reader, ref notation, budget)]]);
            case ShapeKind.MultiPoint or ShapeKind.LineString:
                return RawShape.OfLines(kind, [ReadPositions(ref reader, ref notation, budget)]);
            case ShapeKind.Polygon or ShapeKind.MultiLineString:
                return RawShape.OfLines(kind, ReadLines(ref reader, ref notation, budget));
            default:
                var children = new List<RawShape>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    if (kind == ShapeKind.GeometryCollection)
                    {
                        children.Add(ReadShape(ref reader, ref notation, budget, depth + 1));
                    }
                    else
                    {
                        StartArray(ref reader, "a polygon of the multipolygon");
                        children.Add(RawShape.OfLines(ShapeKind.Polygon, ReadLines(ref reader, ref notation, budget)));
                    }
                }

                return RawShape.OfShapes(kind, children);
        }
    }

    private static List<Coordinate[]> ReadLines(ref Utf8JsonReader reader, ref OrdinateNotation notation, ShapeBudget budget)
    {
        var lines = new List<Coordinate[]>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            StartArray(ref reader, "a line or ring");
            lines.Add(ReadPositions(ref reader, ref notation, budget));
        }

        return lines;
    }

    private static Coordinate[] ReadPositions(ref Utf8JsonReader reader, ref OrdinateNotation notation, ShapeBudget budget)
    {
        var positions = new List<Coordinate>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            StartArray(ref reader, "a position");
            reader.Read();
            positions.Add(ReadPosition(ref reader, ref notation, budget));
        }

        return [.. positions];
    }

    /// <summary>Stands on the first number, leaves on the closing bracket.</summary>
    private static Coordinate ReadPosition(ref Utf8JsonReader reader, ref OrdinateNotation notation, ShapeBudget budget)
    {
        budget.Take(1);
        Span<double> ordinates = stackalloc double[3];
        var count = 0;
        while (reader.TokenType != JsonTokenType.EndArray)
        {
            if (count == 3)
            {
                throw new GeometryFaultException("geometry.position-size", "A position has more than three numbers.", "Give longitude, latitude and, if known, height.");
            }

            ordinates[count] = ReadNumber(ref reader);
            if (count < 2)
            {
                notation.Add(reader.ValueSpan, (byte)'.');
            }

            count++;
            reader.Read();
        }

        return count < 2
            ? throw new GeometryFaultException("geometry.position-size", string.Create(CultureInfo.InvariantCulture, $"A position has {count} numbers; it needs longitude and latitude."), "Give both numbers.")
            : new(ordinates[0], ordinates[1]);
    }

    private static double ReadNumber(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.Number)
        {
            throw new GeometryFaultException("geometry.syntax", $"A number is expected in the coordinates; here stands {Describe(ref reader)}.", "Check the brackets; write numbers without quotes.");
        }

        return reader.TryGetDouble(out var value) && double.IsFinite(value)
            ? value
            : throw new GeometryFaultException("geometry.not-finite", $"The number {Cut(Encoding.UTF8.GetString(reader.ValueSpan))} is larger than a coordinate can be.", "Check the number.", Cut(Encoding.UTF8.GetString(reader.ValueSpan)));
    }

    private static void StartArray(ref Utf8JsonReader reader, string what)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new GeometryFaultException("geometry.syntax", $"For {what} an array is expected; here stands {Describe(ref reader)}.", "Check the number of brackets for this type of geometry.");
        }
    }

    private static ShapeKind Kind(string? type) => type switch
    {
        "Point" => ShapeKind.Point,
        "LineString" => ShapeKind.LineString,
        "Polygon" => ShapeKind.Polygon,
        "MultiPoint" => ShapeKind.MultiPoint,
        "MultiLineString" => ShapeKind.MultiLineString,
        "MultiPolygon" => ShapeKind.MultiPolygon,
        "GeometryCollection" => ShapeKind.GeometryCollection,
        null => throw new GeometryFaultException("geometry.type", "The geometry has no \"type\"."),
        _ => throw new GeometryFaultException("geometry.type", $"\"{Cut(type)}\" is not a geometry type of GeoJSON.", "Point, LineString, Polygon, MultiPoint, MultiLineString, MultiPolygon or GeometryCollection, with these capitals.", Cut(type)),
    };

    private static string Describe(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => "a text",
        JsonTokenType.Number => "a number",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.StartObject => "an object",
        JsonTokenType.Null => "null",
        JsonTokenType.True or JsonTokenType.False => "true or false",
        _ => "nothing",
    };

    private static GeometryFaultException Syntax(string what) => new("geometry.syntax", what + ".", "Write the geometry again from its source.");

    private static string Cut(string text) => text.Length <= 60 ? text : text[..60] + "…";
}
