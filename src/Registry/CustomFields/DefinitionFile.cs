using System.Text.Json;

namespace Surefoot.Registry.CustomFields;

/// <summary>Reads definitions from JSON: <c>{"fields":[…]}</c> with what a custom field declares, or <c>{"lists":[…]}</c>, or one list in the form of the shipped ones.</summary>
public static class DefinitionFile
{
    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    /// <summary>The rows of one member, each as field name to text; nested values as JSON.</summary>
    /// <exception cref="JsonException">Not JSON, or not of this form.</exception>
    public static IReadOnlyList<IReadOnlyDictionary<string, string?>> Read(string path, string member)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path), Options);
        var root = document.RootElement;
        // A repeat group has fields of its own: what names its type or its list is one definition, not many.
        if (root.ValueKind == JsonValueKind.Object && !root.TryGetProperty("recordType", out _) && !root.TryGetProperty("list", out _)
            && root.TryGetProperty(member, out var many) && many.ValueKind == JsonValueKind.Array)
        {
            return [.. many.EnumerateArray().Select(Row)];
        }

        return root.ValueKind switch
        {
            JsonValueKind.Array => [.. root.EnumerateArray().Select(Row)],
            JsonValueKind.Object => [Row(root)],
            _ => throw new JsonException("The file holds neither an object nor a list."),
        };
    }

    private static Dictionary<string, string?> Row(JsonElement element) => element.ValueKind != JsonValueKind.Object
        ? throw new JsonException("A definition is an object.")
        : element.EnumerateObject().ToDictionary(
            member => member.Name,
            member => member.Value.ValueKind switch
            {
                JsonValueKind.Null => null,
                JsonValueKind.String => member.Value.GetString(),
                _ => member.Value.GetRawText(),
            },
            StringComparer.Ordinal);
}
