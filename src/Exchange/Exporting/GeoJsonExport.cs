using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using NetTopologySuite.Geometries;
using Surefoot.Registry.Declaring;
using Surefoot.Registry.Payloads;
using Surefoot.Registry.Reading;

namespace Surefoot.Exchange.Exporting;

/// <summary>RFC 7946, one feature on each line, shells counter-clockwise, with the attribution as a member of the collection.</summary>
internal static class GeoJsonExport
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static long Write(Stream file, RecordDescriptor type, IEnumerable<RecordRow> rows, bool synthetic, IReadOnlySet<Guid> disputed)
    {
        using var json = new Utf8JsonWriter(file, Options);
        json.WriteStartObject();
        json.WriteString("type", "FeatureCollection");
        json.WriteString("name", type.Code);
        json.WriteString("attribution", Attribution.Of(synthetic));
        json.WriteBoolean("synthetic", synthetic);
        json.WriteStartArray("features");
        var count = 0L;
        foreach (var row in rows)
        {
            json.Flush();
            file.Write(count == 0 ? "\n"u8 : ",\n"u8);
            WriteFeature(json, file, row, disputed.Contains(row.RecordId));
            count++;
        }

        json.Flush();
        file.Write("\n]}\n"u8);
        return count;
    }

    private static void WriteFeature(Utf8JsonWriter collection, Stream file, RecordRow row, bool disputed)
    {
        using var json = new Utf8JsonWriter(file, Options);
        json.WriteStartObject();
        json.WriteString("type", "Feature");
        json.WriteString("id", row.Id);
        json.WriteStartObject("properties");
        json.WriteString("id", row.Id);
        json.WriteString("informationDate", row.InformationDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        for (var i = 0; i < row.Values.Count; i++)
        {
            json.WritePropertyName(row.Type.Fields[i].Name);
            WriteValue(json, row.Type.Fields[i], row.Values[i]);
        }

        if (disputed)
        {
            json.WriteBoolean(CsvExport.Disputed, true);
        }

        json.WriteEndObject();
        json.WritePropertyName("geometry");
        WriteGeometry(json, row.ReadGeometry());
        json.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter json, FieldDescriptor field, object? value)
    {
        switch (value)
        {
            case string shape when field.Type == FieldType.Geometry && shape.StartsWith('{'):
                json.WriteRawValue(shape);
                break;
            case IReadOnlyDictionary<string, object?>[] groups:
                GroupValues.Write(json, groups);
                break;
            case null:
                json.WriteNullValue();
                break;
            case string text:
                json.WriteStringValue(text);
                break;
            case long integer:
                json.WriteNumberValue(integer);
                break;
            case double number:
                json.WriteNumberValue(number);
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case DateOnly date:
                json.WriteStringValue(date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
                break;
            case string[] list:
                json.WriteStringValue(string.Join(';', list));
                break;
            default:
                throw new InvalidOperationException($"A property cannot hold a {value.GetType().Name}.");
        }
    }

    private static void WriteGeometry(Utf8JsonWriter json, Geometry? geometry)
    {
        if (geometry is null)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        json.WriteString("type", geometry.GeometryType);
        json.WritePropertyName("coordinates");
        switch (geometry)
        {
            case Point point:
                WritePosition(json, point.Coordinate);
                break;
            case LineString line:
                WritePositions(json, line.Coordinates);
                break;
            case Polygon polygon:
                WritePolygon(json, polygon);
                break;
            case GeometryCollection many:
                WriteParts(json, many);
                break;
            default:
                throw new InvalidOperationException($"No GeoJSON for a {geometry.GeometryType}.");
        }

        json.WriteEndObject();
    }

    private static void WriteParts(Utf8JsonWriter json, GeometryCollection many)
    {
        json.WriteStartArray();
        foreach (var part in many.Geometries)
        {
            switch (part)
            {
                case Point point:
                    WritePosition(json, point.Coordinate);
                    break;
                case LineString line:
                    WritePositions(json, line.Coordinates);
                    break;
                default:
                    WritePolygon(json, (Polygon)part);
                    break;
            }
        }

        json.WriteEndArray();
    }

    private static void WritePolygon(Utf8JsonWriter json, Polygon polygon)
    {
        json.WriteStartArray();
        WritePositions(json, polygon.Shell.Coordinates);
        foreach (var hole in polygon.Holes)
        {
            WritePositions(json, hole.Coordinates);
        }

        json.WriteEndArray();
    }

    private static void WritePositions(Utf8JsonWriter json, Coordinate[] positions)
    {
        json.WriteStartArray();
        foreach (var position in positions)
        {
            WritePosition(json, position);
        }

        json.WriteEndArray();
    }

    private static void WritePosition(Utf8JsonWriter json, Coordinate position)
    {
        json.WriteStartArray();
        json.WriteNumberValue(position.X);
        json.WriteNumberValue(position.Y);
        json.WriteEndArray();
    }
}
