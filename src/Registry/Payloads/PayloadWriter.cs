using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Surefoot.Journal;
using Surefoot.Registry.Checking;
using Surefoot.Registry.Declaring;

namespace Surefoot.Registry.Payloads;

/// <summary>Writes a row as the payload of an entry: its fields that have a value, and how its position was entered.</summary>
public sealed class PayloadWriter(RecordDescriptor type)
{
    /// <summary>Key of the position beside the fields; no field may be called so.</summary>
    public const string PositionKey = "position";

    /// <summary>Key of the values of custom fields, an object by name; no field may be called so.</summary>
    public const string CustomKey = "custom";

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ArrayBufferWriter<byte> _buffer = new(512);

    public byte[] Write(CheckedRow row, EnteredPosition? position)
    {
        ArgumentNullException.ThrowIfNull(row);
        _buffer.ResetWrittenCount();
        using var json = new Utf8JsonWriter(_buffer, Options);
        json.WriteStartObject();
        var positionWritten = position is null;
        foreach (var ordinal in type.ByJsonOrder)
        {
            var field = type.Fields[ordinal];
            if (!positionWritten && string.CompareOrdinal(PositionKey, field.Name) < 0)
            {
                WritePosition(json, position!);
                positionWritten = true;
            }

            if (row.Values[ordinal] is { } value)
            {
                json.WritePropertyName(field.JsonName);
                WriteValue(json, value);
            }
        }

        if (!positionWritten)
        {
            WritePosition(json, position!);
        }

        WriteCustom(json, row);
        json.WriteEndObject();
        json.Flush();
        return CanonicalJson.FromUtf8(_buffer.WrittenMemory);
    }

    internal static string FormName(EnteredForm form) => form switch
    {
        EnteredForm.GeoJson => "geojson",
        EnteredForm.Wkt => "wkt",
        EnteredForm.Wkb => "wkb",
        EnteredForm.Xy => "xy",
        _ => "none",
    };

    internal static void WriteValue(Utf8JsonWriter json, object value)
    {
        switch (value)
        {
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
                json.WriteStartArray();
                foreach (var item in list)
                {
                    json.WriteStringValue(item);
                }

                json.WriteEndArray();
                break;
            case IReadOnlyDictionary<string, object?>[] groups:
                GroupValues.Write(json, groups);
                break;
            default:
                throw new InvalidOperationException($"A field cannot hold a {value.GetType().Name}.");
        }
    }

    // The canonical form puts it in its place among the keys.
    private void WriteCustom(Utf8JsonWriter json, CheckedRow row)
    {
        var begun = false;
        for (var i = 0; i < type.CustomFields.Count; i++)
        {
            if (row.Values[type.DeclaredFields.Count + i] is not { } value)
            {
                continue;
            }

            if (!begun)
            {
                json.WriteStartObject(CustomKey);
                begun = true;
            }

            json.WritePropertyName(type.CustomFields[i].Custom!.Name);
            WriteValue(json, value);
        }

        if (begun)
        {
            json.WriteEndObject();
        }
    }

    private static void WritePosition(Utf8JsonWriter json, EnteredPosition position)
    {
        json.WritePropertyName(PositionKey);
        PositionJson.Write(json, position);
    }
}
