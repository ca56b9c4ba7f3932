using System.Globalization;
using System.Text.Json;
using Surefoot.Registry.CodeLists;
using Surefoot.Registry.Declaring;

namespace Surefoot.Registry.Checking;

/// <summary>Reads a repeat group: a JSON array of objects of simple fields. What is wrong is named as <c>field[2].part</c>.</summary>
internal sealed class GroupReading(FieldDescriptor field, CodeListCatalogue lists, CheckSettings settings)
{
    private const int MostGroups = 1000;

    private readonly Dictionary<string, FieldReading> _parts = field.Group.ToDictionary(part => part.Name, part => new FieldReading(part, lists, settings), StringComparer.Ordinal);

    public Dictionary<string, object?>[]? Read(string text, DateOnly informationDate, List<Breach> breaches)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(text, new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 8 });
        }
        catch (JsonException)
        {
            Refuse(breaches, field.Name, text, "group.format", "Not JSON that says each thing once.", Wanted());
            return null;
        }

        using (document)
        {
            if (document.RootElement.ValueKind != JsonValueKind.Array || document.RootElement.EnumerateArray().Any(group => group.ValueKind != JsonValueKind.Object))
            {
                Refuse(breaches, field.Name, text, "group.format", "Not a JSON array of objects.", Wanted());
                return null;
            }

            if (document.RootElement.GetArrayLength() > MostGroups)
            {
                Refuse(breaches, field.Name, text, "group.too-many", string.Create(CultureInfo.InvariantCulture, $"More than {MostGroups} groups."), null);
                return null;
            }

            return [.. document.RootElement.EnumerateArray().Select((group, i) => ReadOne(group, i, informationDate, breaches))];
        }
    }

    private Dictionary<string, object?> ReadOne(JsonElement group, int index, DateOnly informationDate, List<Breach> breaches)
    {
        var place = string.Create(CultureInfo.InvariantCulture, $"{field.Name}[{index + 1}].");
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var member in group.EnumerateObject())
        {
            if (!_parts.TryGetValue(member.Name, out var part))
            {
                Refuse(breaches, place + member.Name, member.Value.GetRawText(), "group.unknown-part", "The group has no such part.", string.Join(", ", _parts.Keys));
            }
            else if (TextOf(member.Value) is { } text)
            {
                List<Breach> own = [];
                values[member.Name] = part.Read(text, informationDate, decimalComma: false, own);
                breaches.AddRange(own.Select(breach => breach with { Field = place + breach.Field }));
            }
        }

        foreach (var part in field.Group.Where(part => part.Required && !values.ContainsKey(part.Name)))
        {
            breaches.Add(new(true, place + part.Name, null, "field.required", "Required and not given."));
        }

        return values;
    }

    private static string? TextOf(JsonElement value)
    {
        var text = value.ValueKind switch
        {
            JsonValueKind.Null => "",
            JsonValueKind.String => value.GetString()!.Trim(),
            _ => value.GetRawText(),
        };
        return text.Length == 0 ? null : text;
    }

    private string Wanted() => "[{" + string.Join(",", field.Group.Take(3).Select(part => $"\"{part.Name}\":…")) + "},…]";

    private static void Refuse(List<Breach> breaches, string name, string value, string rule, string message, string? suggestion) =>
        breaches.Add(new(true, name, value.Length > 200 ? value[..80] + "…" : value, rule, message, suggestion));
}
