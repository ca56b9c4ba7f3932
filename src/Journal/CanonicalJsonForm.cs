using System.Text.Json;

namespace Surefoot.Journal;

/// <summary>Tells whether bytes are JSON in the one form of RFC 8785, without making it again where a look is enough.</summary>
internal static class CanonicalJsonForm
{
    private const int Deepest = 64;

    public static bool Holds(ReadOnlySpan<byte> json)
    {
        try
        {
            return Read(json);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException or FormatException)
        {
            return false;
        }
    }

    private static bool Read(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = Deepest });
        Span<Range> keys = stackalloc Range[Deepest + 1];
        var end = 0L;
        while (reader.Read())
        {
            // Between two tokens stands nothing, one comma or one colon; a space would make another text of the same content.
            if (reader.TokenStartIndex - end > 1 || (reader.TokenStartIndex - end == 1 && json[(int)end] is not ((byte)',' or (byte)':')))
            {
                return false;
            }

            end = reader.BytesConsumed;
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    keys[reader.CurrentDepth + 1] = default;
                    break;
                case JsonTokenType.PropertyName:
                    var from = (int)reader.TokenStartIndex + 1;
                    var key = from..(from + reader.ValueSpan.Length);
                    ref var before = ref keys[reader.CurrentDepth];
                    if (!Text(ref reader) || (!before.Equals(default) && !InOrder(json[before], json[key])))
                    {
                        return false;
                    }

                    before = key;

                    // The colon belongs to the name.
                    end = from + reader.ValueSpan.Length + 1;
                    break;
                case JsonTokenType.String when !Text(ref reader):
                    return false;
                case JsonTokenType.Number when !Number(reader.ValueSpan, reader.GetDouble()):
                    return false;
            }
        }

        return end == json.Length;
    }

    private static bool Text(ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped)
        {
            // Throws for bytes that are not UTF-8.
            return reader.ValueSpan.IndexOfAnyInRange((byte)0x80, (byte)0xFF) < 0 || reader.GetString() is not null;
        }

        return CanonicalJson.Object((reader.GetString()!, null)).AsSpan()[2..^7].SequenceEqual(reader.ValueSpan);
    }

    /// <summary>Whether one key sorts before the other by UTF-16 code units, and is not the same.</summary>
    private static bool InOrder(ReadOnlySpan<byte> before, ReadOnlySpan<byte> after)
    {
        // Without bytes of surrogates and escapes, UTF-8 sorts as UTF-16 does.
        if (before.IndexOfAny((byte)'\\', (byte)0xEE, (byte)0xEF) < 0 && after.IndexOfAny((byte)'\\', (byte)0xEE, (byte)0xEF) < 0
            && before.IndexOfAnyInRange((byte)0xF0, (byte)0xF4) < 0 && after.IndexOfAnyInRange((byte)0xF0, (byte)0xF4) < 0)
        {
            return before.SequenceCompareTo(after) < 0;
        }

        return string.CompareOrdinal(Unescaped(before), Unescaped(after)) < 0;
    }

    private static string Unescaped(ReadOnlySpan<byte> key)
    {
        var reader = new Utf8JsonReader([(byte)'"', .. key, (byte)'"']);
        reader.Read();
        return reader.GetString()!;
    }

    private static bool Number(ReadOnlySpan<byte> text, double value)
    {
        // A whole number of up to 15 digits is itself; the reader has refused leading zeros.
        var digits = text[0] == '-' ? text[1..] : text;
        if (digits.Length <= 15 && !digits.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            return digits.Length == text.Length || digits[0] != '0';
        }

        return double.IsFinite(value) && System.Text.Ascii.Equals(text, CanonicalJson.Number(value));
    }
}
