using System.Text;
using System.Text.Json;
using Surefoot.Exchange.Checking;

namespace Surefoot.Exchange.Reading;

/// <summary>Reads one Feature, or a bare geometry, whose bytes are all at hand.</summary>
internal sealed class FeatureParser(long row, GeometryGate gate, FindingList findings)
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = GeoJsonSource.MaxDepth };
    private static readonly Dictionary<string, string?> NoFields = [];

    private bool _refused;

    /// <summary>The root of a file that is no FeatureCollection.</summary>
    public SourceRow? ParseRoot(ReadOnlySpan<byte> json)
    {
        var type = FindType(json);
        switch (type)
        {
            case "Feature":
                return ParseFeature(json);
            case "Point" or "LineString" or "Polygon" or "MultiPoint" or "MultiLineString" or "MultiPolygon" or "GeometryCollection":
                CheckGeometryMembers(json, atRoot: true);
                return _refused ? new(row, NoFields, json.ToArray(), null, false) : gate.Take(row, NoFields, json.ToArray());
            default:
                // A broken JSON is the greater fault; reading to the end brings it up.
                ReadToEnd(json);
                Refuse(
                    null,
                    "geojson.type",
                    type is null ? "The root has no \"type\" that is a text." : $"\"{Text.Cut(type)}\" is not a type of GeoJSON.",
                    "FeatureCollection, Feature or a geometry type, with these capitals.");
                return null;
        }
    }

    /// <summary>One Feature; null if it is not one.</summary>
    public SourceRow? ParseFeature(ReadOnlySpan<byte> json)
    {
        try
        {
            return ReadFeature(json);
        }
        catch (InvalidOperationException)
        {
            // What the JSON reader throws for a string with a broken escape or surrogate.
            Refuse(null, "json.text", "A text of the feature is not valid Unicode.", "Look for a broken \\u escape.");
            return null;
        }
    }

    private SourceRow? ReadFeature(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, Options);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            ReadToEnd(json);
            Refuse(null, "geojson.feature", "This element of \"features\" is no object.", "Each element is {\"type\": \"Feature\", \"geometry\": …, \"properties\": …}.");
            return null;
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        var fields = new Dictionary<string, string?>(StringComparer.Ordinal);
        string? type = null;
        string? id = null;
        ReadOnlySpan<byte> geometry = default;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            if (!names.Add(name))
            {
                RefuseDoubled(name);
            }

            reader.Read();
            var token = reader.TokenType;
            switch (name)
            {
                case "type":
                    type = token == JsonTokenType.String ? reader.GetString() : null;
                    reader.Skip();
                    break;
                case "id":
                    id = ReadId(ref reader, json);
                    break;
                case "geometry":
                    var at = (int)reader.TokenStartIndex;
                    reader.Skip();
                    geometry = token == JsonTokenType.Null ? default : json[at..(int)reader.BytesConsumed];
                    break;
                case "properties":
                    ReadProperties(ref reader, json, fields);
                    break;
                default:
                    var start = (int)reader.TokenStartIndex;
                    reader.Skip();
                    CheckOther(name, token, json[start..(int)reader.BytesConsumed]);
                    break;
            }
        }

        if (type != "Feature")
        {
            Refuse("type", "geojson.feature", type is null ? "The feature has no \"type\"." : $"The \"type\" of the feature is \"{Text.Cut(type)}\".", "Write \"type\": \"Feature\".");
            return null;
        }

        foreach (var member in (ReadOnlySpan<string>)["geometry", "properties"])
        {
            if (!names.Contains(member))
            {
                Refuse(member, "geojson.member-missing", $"The feature has no member \"{member}\".", $"Write \"{member}\": null if there is none.");
            }
        }

        if (id is not null)
        {
            fields.TryAdd("id", id);
        }

        if (!geometry.IsEmpty)
        {
            CheckGeometryMembers(geometry, atRoot: false);
        }

        return _refused ? new(row, fields, geometry.ToArray(), null, false) : gate.Take(row, fields, geometry.ToArray());
    }

    private void ReadProperties(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, Dictionary<string, string?> fields)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return;
        }

        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            Refuse("properties", "geojson.properties", "\"properties\" is neither an object nor null.", "Write \"properties\": { … }.");
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            if (!fields.TryAdd(name, ReadValue(ref reader, json, name)))
            {
                RefuseDoubled(name);
            }
        }
    }

    private string? ReadValue(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, string name)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return null;
            case JsonTokenType.String:
                return reader.GetString();
            case JsonTokenType.Number:
                var text = Encoding.UTF8.GetString(reader.ValueSpan);
                if (!reader.TryGetDouble(out var number) || !double.IsFinite(number))
                {
                    Refuse(name, "json.number", $"The number {Text.Cut(text, 40)} is too large to be held.", "Check it, or write it as a text.", text);
                }

                return text;
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                var value = json[start..(int)reader.BytesConsumed];
                if (JsonNames.FindDoubled(value) is { } doubled)
                {
                    RefuseDoubled(doubled);
                }

                return Encoding.UTF8.GetString(value);
            default:
                return reader.GetBoolean() ? "true" : "false";
        }
    }

    private string? ReadId(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        if (reader.TokenType is JsonTokenType.String or JsonTokenType.Number)
        {
            return ReadValue(ref reader, json, "id");
        }

        reader.Skip();
        Refuse("id", "geojson.id", "The feature's \"id\" is neither a text nor a number.", "Write \"id\": \"…\", or leave it out.");
        return null;
    }

    private void CheckOther(string name, JsonTokenType token, ReadOnlySpan<byte> value)
    {
        switch (name)
        {
            case "coordinates" or "geometries" or "features":
                Refuse(name, "geojson.semantics", $"A Feature may not have a member \"{name}\" (RFC 7946 section 7.1).", "Remove it.");
                break;
            case "bbox":
                GeoJsonBox.Check(token, value, row, findings);
                break;
            case "crs":
                GeoJsonCrs.Check(token, value, row, gate, findings);
                break;
        }
    }

    /// <summary>Members of a geometry that are not its positions.</summary>
    private void CheckGeometryMembers(ReadOnlySpan<byte> json, bool atRoot)
    {
        var reader = new Utf8JsonReader(json, Options);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString();
            reader.Read();
            var token = reader.TokenType;
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            var value = json[start..(int)reader.BytesConsumed];
            switch (name)
            {
                case "geometry" or "properties" or "features":
                    Refuse("geometry", "geojson.semantics", $"A geometry may not have a member \"{name}\" (RFC 7946 section 7.1).", "Remove it.");
                    break;
                case "bbox":
                    GeoJsonBox.Check(token, value, row, findings);
                    break;
                case "crs":
                    GeoJsonCrs.Check(token, value, row, gate, findings);
                    break;
            }
        }

        if (atRoot)
        {
            ReadToEnd(json);
        }
    }

    private static string? FindType(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, Options);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isType = reader.ValueTextEquals("type"u8);
            reader.Read();
            if (isType)
            {
                return reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
            }

            reader.Skip();
        }

        return null;
    }

    private static void ReadToEnd(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, Options);
        while (reader.Read())
        {
        }
    }

    private void RefuseDoubled(string name) =>
        Refuse(Text.Cut(name), "json.duplicate-key", $"The member \"{Text.Cut(name, 60)}\" stands twice in the feature; which one counts is not defined.", "Keep one of them.");

    private void Refuse(string? field, string rule, string message, string suggestion, string? value = null)
    {
        _refused = true;
        findings.Add(new(Verdict.Reject, row, field, value is null ? null : Text.Cut(value), rule, message, suggestion));
    }
}
