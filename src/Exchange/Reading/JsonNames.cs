using System.Text.Json;

namespace Surefoot.Exchange.Reading;

/// <summary>Looks for members that stand twice within one object, and numbers that overflow, in a whole JSON value.</summary>
internal static class JsonNames
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = GeoJsonSource.MaxDepth };

    /// <summary>The first doubled name at any depth, or null.</summary>
    public static string? FindDoubled(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, Options);
        var open = new Stack<HashSet<string>>();
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    open.Push(new(StringComparer.Ordinal));
                    break;
                case JsonTokenType.EndObject:
                    open.Pop();
                    break;
                case JsonTokenType.PropertyName:
                    var name = reader.GetString()!;
                    if (!open.Peek().Add(name))
                    {
                        return name;
                    }

                    break;
            }
        }

        return null;
    }
}
