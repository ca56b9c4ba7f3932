using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Surefoot.Journal;

/// <summary>JSON in the one form of RFC 8785 (JCS): sorted keys, no spaces, numbers as ECMAScript writes them, UTF-8.</summary>
/// <remarks>
/// Refuses what has no canonical form: duplicate keys, NaN and infinities, unpaired surrogates. Every number is an IEEE double, as the RFC has it:
/// integers beyond 2^53 belong into a string.
/// </remarks>
public static class CanonicalJson
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 64 };

    /// <summary>Brings a JSON text into canonical form.</summary>
    /// <exception cref="JsonException">Not JSON, or an object with the same key twice.</exception>
    public static byte[] FromUtf8(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json, Strict);
        return From(document.RootElement);
    }

    public static byte[] From(JsonElement element)
    {
        var output = new ArrayBufferWriter<byte>(256);
        Write(output, element);
        return output.WrittenSpan.ToArray();
    }

    public static byte[] From(JsonNode? node)
    {
        using var document = JsonSerializer.SerializeToDocument(node);
        return From(document.RootElement);
    }

    /// <summary>An object of members whose values are null, string, bool, int, long, double, a <see cref="JsonElement"/>, or a list of these.</summary>
    /// <exception cref="ArgumentException">A key twice, or a value of another type.</exception>
    public static byte[] Object(params ReadOnlySpan<(string Key, object? Value)> members)
    {
        var sorted = members.ToArray();
        Array.Sort(sorted, static (a, b) => string.CompareOrdinal(a.Key, b.Key));
        var output = new ArrayBufferWriter<byte>(256);
        Put(output, '{');
        for (var i = 0; i < sorted.Length; i++)
        {
            if (i > 0)
            {
                if (sorted[i].Key == sorted[i - 1].Key)
                {
                    throw new ArgumentException($"The key '{sorted[i].Key}' is there twice.", nameof(members));
                }

                Put(output, ',');
            }

            WriteString(output, sorted[i].Key);
            Put(output, ':');
            WriteValue(output, sorted[i].Value);
        }

        Put(output, '}');
        return output.WrittenSpan.ToArray();
    }

    /// <summary>A number as ECMAScript's Number::toString writes it: the shortest digits that give the same double back.</summary>
    /// <exception cref="ArgumentOutOfRangeException">NaN or an infinity.</exception>
    public static string Number(double value)
    {
        if (!double.IsFinite(value))
        {
            throw new ArgumentOutOfRangeException(nameof(value), "NaN and infinities have no JSON form.");
        }

        if (value == 0)
        {
            return "0";
        }

        // "E16" would round to 17 digits; "R" gives the shortest digits, in .NET's own layout, from which digits and exponent are taken.
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        var negative = text[0] == '-';
        var mantissaEnd = text.IndexOf('E', StringComparison.Ordinal);
        var exponent = mantissaEnd < 0 ? 0 : int.Parse(text.AsSpan(mantissaEnd + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var mantissa = text.AsSpan(negative ? 1 : 0, (mantissaEnd < 0 ? text.Length : mantissaEnd) - (negative ? 1 : 0));

        Span<char> digits = stackalloc char[mantissa.Length];
        var count = 0;
        var point = -1;
        foreach (var c in mantissa)
        {
            if (c == '.')
            {
                point = count;
            }
            else
            {
                digits[count++] = c;
            }
        }

        // n of the specification: the value is 0.d1d2d3… × 10^n.
        var n = (point < 0 ? count : point) + exponent;
        var leading = 0;
        while (digits[leading] == '0')
        {
            leading++;
        }

        n -= leading;
        ReadOnlySpan<char> significant = digits[leading..count].TrimEnd('0');
        return (negative ? "-" : "") + Layout(significant, n);
    }

    private static string Layout(ReadOnlySpan<char> digits, int n)
    {
        var k = digits.Length;
        if (k <= n && n <= 21)
        {
            return string.Concat(digits, new string('0', n - k));
        }

        if (n is > 0 and <= 21)
        {
            return string.Concat(digits[..n], ".", digits[n..]);
        }

        if (n is > -6 and <= 0)
        {
            return string.Concat("0.", new string('0', -n), digits);
        }

        var exponent = (n > 0 ? "e+" : "e-") + Math.Abs(n - 1).ToString(CultureInfo.InvariantCulture);
        return k == 1 ? string.Concat(digits, exponent) : string.Concat(digits[..1], ".", string.Concat(digits[1..], exponent));
    }

    private static void Write(ArrayBufferWriter<byte> output, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(output, element);
                break;
            case JsonValueKind.Array:
                Put(output, '[');
                var first = true;
                foreach (var item in element.EnumerateArray())
                {
                    if (!first)
                    {
                        Put(output, ',');
                    }

                    first = false;
                    Write(output, item);
                }

                Put(output, ']');
                break;
            case JsonValueKind.String:
                WriteString(output, element.GetString()!);
                break;
            case JsonValueKind.Number:
                Put(output, Number(element.GetDouble()));
                break;
            default:
                Put(output, element.ValueKind switch { JsonValueKind.True => "true", JsonValueKind.False => "false", JsonValueKind.Null => "null", _ => throw new ArgumentException("An undefined value has no JSON form.") });
                break;
        }
    }

    private static void WriteObject(ArrayBufferWriter<byte> output, JsonElement element)
    {
        var members = element.EnumerateObject().ToArray();

        // RFC 8785 sorts by UTF-16 code units, which is what an ordinal comparison does.
        Array.Sort(members, static (a, b) => string.CompareOrdinal(a.Name, b.Name));
        Put(output, '{');
        for (var i = 0; i < members.Length; i++)
        {
            if (i > 0)
            {
                if (members[i].Name == members[i - 1].Name)
                {
                    throw new JsonException($"The key '{members[i].Name}' is there twice.");
                }

                Put(output, ',');
            }

            WriteString(output, members[i].Name);
            Put(output, ':');
            Write(output, members[i].Value);
        }

        Put(output, '}');
    }

    private static void WriteValue(ArrayBufferWriter<byte> output, object? value)
    {
        switch (value)
        {
            case null:
                Put(output, "null");
                break;
            case string text:
                WriteString(output, text);
                break;
            case bool flag:
                Put(output, flag ? "true" : "false");
                break;
            case int number:
                Put(output, number.ToString(CultureInfo.InvariantCulture));
                break;
            case long number:
                Put(output, Number(number is >= -(1L << 53) and <= 1L << 53 ? number : throw new ArgumentException($"{number} is beyond 2^53 and would lose digits as a JSON number.", nameof(value))));
                break;
            case double number:
                Put(output, Number(number));
                break;
            case JsonElement element:
                Write(output, element);
                break;
            case IEnumerable<object?> list:
                Put(output, '[');
                var first = true;
                foreach (var item in list)
                {
                    if (!first)
                    {
                        Put(output, ',');
                    }

                    first = false;
                    WriteValue(output, item);
                }

                Put(output, ']');
                break;
            default:
                throw new ArgumentException($"A {value.GetType().Name} has no agreed JSON form.", nameof(value));
        }
    }

    private static void WriteString(ArrayBufferWriter<byte> output, string text)
    {
        Put(output, '"');
        var from = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c >= ' ' && c != '"' && c != '\\')
            {
                continue;
            }

            PutUtf8(output, text.AsSpan(from, i - from));
            from = i + 1;
            Put(output, c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\b' => "\\b",
                '\t' => "\\t",
                '\n' => "\\n",
                '\f' => "\\f",
                '\r' => "\\r",
                _ => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
            });
        }

        PutUtf8(output, text.AsSpan(from));
        Put(output, '"');
    }

    private static void PutUtf8(ArrayBufferWriter<byte> output, ReadOnlySpan<char> text)
    {
        try
        {
            output.Advance(StrictUtf8.GetBytes(text, output.GetSpan(StrictUtf8.GetMaxByteCount(text.Length))));
        }
        catch (EncoderFallbackException)
        {
            throw new ArgumentException("Text holds half of a character (an unpaired surrogate).");
        }
    }

    private static void Put(ArrayBufferWriter<byte> output, string ascii) =>
        output.Advance(Encoding.ASCII.GetBytes(ascii, output.GetSpan(ascii.Length)));

    private static void Put(ArrayBufferWriter<byte> output, char ascii)
    {
        output.GetSpan(1)[0] = (byte)ascii;
        output.Advance(1);
    }
}
