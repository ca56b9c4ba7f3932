using System.Globalization;
using System.Text.Json;
using Surefoot.Registry.Declaring;

namespace Surefoot.Registry.Payloads;

/// <summary>Reads the fields and the position out of a payload. Keys that the type does not declare now are passed over: they stay in the entry.</summary>
public sealed class PayloadReader
{
    private readonly RecordDescriptor _type;
    private readonly byte[][] _names;

    public PayloadReader(RecordDescriptor type)
    {
        ArgumentNullException.ThrowIfNull(type);
        _type = type;
        _names = [.. type.Fields.Select(field => System.Text.Encoding.UTF8.GetBytes(field.Name))];
    }

    /// <summary>Fills <paramref name="values"/> (one per field) and gives the position's CRS and operation.</summary>
    public (int Crs, int? Operation) Read(ReadOnlySpan<byte> payload, object?[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var crs = EnteredPosition.Wgs84;
        int? operation = null;
        var json = new Utf8JsonReader(payload);
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("position"u8))
            {
                json.Read();
                (crs, operation) = ReadPosition(ref json);
                continue;
            }

            var ordinal = OrdinalOf(ref json);
            json.Read();
            if (ordinal < 0)
            {
                json.Skip();
            }
            else
            {
                values[ordinal] = ReadValue(ref json, _type.Fields[ordinal].Type);
            }
        }

        return (crs, operation);
    }

    private static (int Crs, int? Operation) ReadPosition(ref Utf8JsonReader json)
    {
        var crs = EnteredPosition.Wgs84;
        int? operation = null;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("crs"u8))
            {
                json.Read();
                crs = json.GetInt32();
            }
            else if (json.ValueTextEquals("operation"u8))
            {
                json.Read();
                operation = json.GetInt32();
            }
            else
            {
                json.Read();
                json.Skip();
            }
        }

        return (crs, operation);
    }

    private static object? ReadValue(ref Utf8JsonReader json, FieldType type)
    {
        if (json.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        return type switch
        {
            FieldType.Integer => json.GetInt64(),
            FieldType.Number => json.GetDouble(),
            FieldType.Boolean => json.GetBoolean(),
            FieldType.Date => DateOnly.ParseExact(json.GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture),
            FieldType.Codes or FieldType.Texts => ReadList(ref json),
            _ => json.GetString(),
        };
    }

    private static string[] ReadList(ref Utf8JsonReader json)
    {
        List<string> items = [];
        while (json.Read() && json.TokenType == JsonTokenType.String)
        {
            items.Add(json.GetString()!);
        }

        return [.. items];
    }

    private int OrdinalOf(ref Utf8JsonReader json)
    {
        for (var i = 0; i < _names.Length; i++)
        {
            if (json.ValueTextEquals(_names[i]))
            {
                return i;
            }
        }

        return -1;
    }
}
