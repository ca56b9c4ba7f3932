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
        _names = [.. type.DeclaredFields.Select(field => System.Text.Encoding.UTF8.GetBytes(field.Name))];
    }

    /// <summary>Fills <paramref name="values"/> (one per field) and gives the position's CRS and operation, and the custom values as canonical JSON.</summary>
    public (int Crs, int? Operation, string? Custom) Read(ReadOnlySpan<byte> payload, object?[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var crs = EnteredPosition.Wgs84;
        int? operation = null;
        string? custom = null;
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

            if (json.ValueTextEquals("custom"u8))
            {
                json.Read();
                custom = Raw(ref json, payload);
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
                values[ordinal] = _type.Fields[ordinal].Type == FieldType.Group
                    ? GroupValues.ReadGroups(Raw(ref json, payload), _type.Fields[ordinal])
                    : ReadValue(ref json, _type.Fields[ordinal].Type);
            }
        }

        if (custom is not null && _type.CustomFields.Count > 0)
        {
            GroupValues.ReadCustom(custom, _type, values);
        }

        return (crs, operation, custom);
    }

    // Stored bytes are canonical, so a part of them is too.
    private static string Raw(ref Utf8JsonReader json, ReadOnlySpan<byte> payload)
    {
        var start = (int)json.TokenStartIndex;
        json.Skip();
        return System.Text.Encoding.UTF8.GetString(payload[start..(int)json.BytesConsumed]);
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
