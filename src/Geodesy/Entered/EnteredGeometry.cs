using System.Globalization;
using System.Text;
using System.Text.Json;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace Surefoot.Geodesy.Entered;

/// <summary>The form in which a geometry was written.</summary>
public enum EnteredForm
{
    None,
    GeoJson,
    Wkt,
    Wkb,

    /// <summary>Two numbers: easting or longitude, then northing or latitude.</summary>
    Xy,
}

/// <summary>Makes a geometry again from the bytes as they were entered, always to the same bits.</summary>
/// <remarks>
/// For bytes that the check has accepted: it neither limits depth nor judges positions. Heights are dropped: nothing here computes with them.
/// The order of rings and vertices stays as entered.
/// </remarks>
public static class EnteredGeometry
{
    /// <summary>Tells the form by the first byte that is not white space.</summary>
    public static EnteredForm FormOf(ReadOnlySpan<byte> entered)
    {
        if (entered.IsEmpty)
        {
            return EnteredForm.None;
        }

        if (entered[0] is 0 or 1)
        {
            return EnteredForm.Wkb;
        }

        return entered.TrimStart(" \t\r\n"u8) switch
        {
            [] => EnteredForm.None,
            [(byte)'{', ..] => EnteredForm.GeoJson,
            [>= (byte)'A' and <= (byte)'Z', ..] or [>= (byte)'a' and <= (byte)'z', ..] => EnteredForm.Wkt,
            _ => EnteredForm.Xy,
        };
    }

    /// <summary>Reads the geometry in the coordinates it was written in; null if there is none.</summary>
    /// <exception cref="FormatException">The bytes are of no form that the check accepts.</exception>
    public static Geometry? Read(ReadOnlySpan<byte> entered) => FormOf(entered) switch
    {
        EnteredForm.None => null,
        EnteredForm.GeoJson => ReadGeoJson(entered),
        EnteredForm.Wkb => new WKBReader().Read(entered.ToArray()),
        EnteredForm.Wkt => ReadWkt(entered),
        EnteredForm.Xy => ReadXy(entered),
        _ => throw new FormatException("A geometry of an unknown form."),
    };

    private static Geometry ReadWkt(ReadOnlySpan<byte> entered)
    {
        var geometry = new WKTReader { IsOldNtsCoordinateSyntaxAllowed = false }.Read(Encoding.UTF8.GetString(entered));
        return geometry;
    }

    // "46.7,39.8"; with decimal commas "46,7;39,8".
    private static Point ReadXy(ReadOnlySpan<byte> entered)
    {
        var text = Encoding.UTF8.GetString(entered);
        var separator = text.Contains(';', StringComparison.Ordinal) ? ';' : ',';
        var parts = text.Split(separator);
        if (parts.Length != 2)
        {
            throw new FormatException("A position is two numbers.");
        }

        return GeometryFactory.Default.CreatePoint(new Coordinate(Number(parts[0]), Number(parts[1])));
    }

    private static double Number(string text) =>
        double.Parse(text.Trim().Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture);

    private static Geometry ReadGeoJson(ReadOnlySpan<byte> entered)
    {
        var reader = new Utf8JsonReader(entered, new JsonReaderOptions { MaxDepth = 16 });
        reader.Read();
        return ReadGeoJsonObject(ref reader);
    }

    private static Geometry ReadGeoJsonObject(ref Utf8JsonReader reader)
    {
        string? type = null;
        Nested? coordinates = null;
        List<Geometry>? members = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("type"u8))
            {
                reader.Read();
                type = reader.GetString();
            }
            else if (reader.ValueTextEquals("coordinates"u8))
            {
                reader.Read();
                coordinates = ReadNested(ref reader);
            }
            else if (reader.ValueTextEquals("geometries"u8))
            {
                reader.Read();
                members = [];
                while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
                {
                    members.Add(ReadGeoJsonObject(ref reader));
                }
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        var factory = GeometryFactory.Default;
        return type == "GeometryCollection"
            ? factory.CreateGeometryCollection([.. members ?? []])
            : (type, coordinates) switch
            {
                ("Point", { Position: { } position }) => factory.CreatePoint(position),
                ("MultiPoint", { Parts: { } points }) => factory.CreateMultiPointFromCoords(Positions(points)),
                ("LineString", { Parts: { } line }) => factory.CreateLineString(Positions(line)),
                ("MultiLineString", { Parts: { } lines }) => factory.CreateMultiLineString([.. lines.Select(line => factory.CreateLineString(Positions(line.Parts ?? [])))]),
                ("Polygon", { Parts: { } rings }) => Polygon(factory, rings),
                ("MultiPolygon", { Parts: { } polygons }) => factory.CreateMultiPolygon([.. polygons.Select(rings => Polygon(factory, rings.Parts ?? []))]),
                _ => throw new FormatException($"A GeoJSON geometry of type {type} without its coordinates."),
            };
    }

    private static Polygon Polygon(GeometryFactory factory, List<Nested> rings) =>
        rings.Count == 0
            ? factory.CreatePolygon()
            : factory.CreatePolygon(
                factory.CreateLinearRing(Positions(rings[0].Parts ?? [])),
                [.. rings.Skip(1).Select(ring => factory.CreateLinearRing(Positions(ring.Parts ?? [])))]);

    private static Coordinate[] Positions(List<Nested> parts)
    {
        var positions = new Coordinate[parts.Count];
        for (var i = 0; i < positions.Length; i++)
        {
            positions[i] = parts[i].Position ?? throw new FormatException("A position is an array of numbers.");
        }

        return positions;
    }

    // An array of numbers is a position, an array of arrays a list of parts.
    private static Nested ReadNested(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Number)
        {
            var x = reader.GetDouble();
            reader.Read();
            var y = reader.GetDouble();
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
            }

            return new Nested(new Coordinate(x, y), null);
        }

        List<Nested> parts = [];
        while (reader.TokenType == JsonTokenType.StartArray)
        {
            parts.Add(ReadNested(ref reader));
            reader.Read();
        }

        return new Nested(null, parts);
    }

    private readonly record struct Nested(Coordinate? Position, List<Nested>? Parts);
}
