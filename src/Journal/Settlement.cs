using System.Text.Json;
using System.Text.Json.Nodes;

namespace Surefoot.Journal;

/// <summary>The key of a payload under which a version says which competing versions its writer saw and brought together (docs/journal-format.md, section 5).</summary>
public static class Settlement
{
    /// <summary>No field may be called so.</summary>
    public const string Key = "settles";

    /// <summary>The payload with the list of versions; an earlier list is replaced.</summary>
    public static byte[] Put(ReadOnlyMemory<byte> payload, IEnumerable<int> versions)
    {
        var node = JsonNode.Parse(payload.Span) as JsonObject ?? throw new ArgumentException("A payload is an object.", nameof(payload));
        node[Key] = new JsonArray([.. versions.Order().Select(version => (JsonNode)version)]);
        return CanonicalJson.From(node);
    }

    public static IReadOnlyList<int> Read(ReadOnlyMemory<byte> payload)
    {
        if (payload.Span.IndexOf("\"settles\""u8) < 0)
        {
            return [];
        }

        using var document = JsonDocument.Parse(payload);
        return document.RootElement.TryGetProperty(Key, out var list) && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Number).Select(item => item.GetInt32())]
            : [];
    }
}
