using System.Globalization;
using System.Text.Json;
using Surefoot.Journal;
using Surefoot.Registry.Declaring;

namespace Surefoot.Registry.Payloads;

/// <summary>Values as JSON, and back: those of custom fields and of repeat groups. What does not fit its field is kept as the text of its JSON, never dropped.</summary>
public static class GroupValues
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 64 };

    /// <summary>Fills <paramref name="values"/>, by ordinal of <paramref name="type"/>, from the object of its custom values.</summary>
    public static void ReadCustom(string json, RecordDescriptor type, object?[] values)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(values);
        using var document = JsonDocument.Parse(json, Options);
        for (var i = 0; i < type.CustomFields.Count; i++)
        {
            var field = type.CustomFields[i];
            if (document.RootElement.TryGetProperty(field.Custom!.Name, out var element))
            {
                values[type.DeclaredFields.Count + i] = Read(element, field);
            }
        }
    }

    /// <summary>Groups of a column of the projection.</summary>
    public static object? ReadGroups(string json, FieldDescriptor field)
    {
        using var document = JsonDocument.Parse(json, Options);
        return Read(document.RootElement, field);
    }

    /// <summary>Groups as canonical JSON.</summary>
    public static string ToText(IReadOnlyList<IReadOnlyDictionary<string, object?>> groups)
    {
        ArgumentNullException.ThrowIfNull(groups);
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            Write(json, groups);
        }

        return System.Text.Encoding.UTF8.GetString(CanonicalJson.FromUtf8(buffer.WrittenMemory));
    }

    public static void Write(Utf8JsonWriter json, IReadOnlyList<IReadOnlyDictionary<string, object?>> groups)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(groups);
        json.WriteStartArray();
        foreach (var group in groups)
        {
            json.WriteStartObject();
            foreach (var (name, value) in group)
            {
                if (value is not null)
                {
                    json.WritePropertyName(name);
                    PayloadWriter.WriteValue(json, value);
                }
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    internal static object? Read(JsonElement element, FieldDescriptor field) => (field.Type, element.ValueKind) switch
    {
        (_, JsonValueKind.Null) => null,
        (FieldType.Integer, JsonValueKind.Number) => element.TryGetInt64(out var integer) ? (object)integer : element.GetDouble(),
        (FieldType.Number, JsonValueKind.Number) => element.GetDouble(),
        (FieldType.Boolean, JsonValueKind.True or JsonValueKind.False) => element.GetBoolean(),
        (FieldType.Date, JsonValueKind.String) => DateOnly.TryParseExact(element.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : element.GetString(),
        (FieldType.Codes or FieldType.Texts, JsonValueKind.Array) => element.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.String ? item.GetString()! : item.GetRawText()).ToArray(),
        (FieldType.Group, JsonValueKind.Array) => element.EnumerateArray().Select(group => ReadGroup(group, field)).ToArray(),
        (_, JsonValueKind.String) => element.GetString(),
        _ => element.GetRawText(),
    };

    private static Dictionary<string, object?> ReadGroup(JsonElement group, FieldDescriptor field)
    {
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var member in group.EnumerateObject())
        {
            // A part that the field has not any more is still shown, as what it says.
            values[member.Name] = field.Group.FirstOrDefault(part => part.Name == member.Name) is { } known ? Read(member.Value, known)
                : member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString() : member.Value.GetRawText();
        }

        return values;
    }
}
