using System.Buffers.Text;

namespace Surefoot.Geodesy.Entered;

/// <summary>Numbers as people write them, with one stated decimal sign and no other: never a thousands separator, never a culture's guess.</summary>
public static class NumberText
{
    /// <summary>Reads <c>[+-]digits[sign digits][e[+-]digits]</c>; false for anything else and for what overflows.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, byte decimalSign, out double value)
    {
        value = 0;
        if (text.IsEmpty || text.Length > 400 || !IsNumber(text, decimalSign))
        {
            return false;
        }

        Span<byte> plain = stackalloc byte[text.Length];
        text.CopyTo(plain);
        plain.Replace(decimalSign, (byte)'.');
        if (plain[0] == '+')
        {
            plain = plain[1..];
        }

        return Utf8Parser.TryParse(plain, out value, out var used) && used == plain.Length && double.IsFinite(value);
    }

    /// <summary>A number by its look that is too large for one, or a word for infinity or not-a-number.</summary>
    public static bool IsNotFinite(ReadOnlySpan<byte> text)
    {
        Span<byte> lower = stackalloc byte[Math.Min(text.Length, 16)];
        for (var i = 0; i < lower.Length; i++)
        {
            lower[i] = text[i] is >= (byte)'A' and <= (byte)'Z' ? (byte)(text[i] | 0x20) : text[i];
        }

        var word = lower.TrimStart("+-"u8);
        return IsNumber(text, (byte)'.') || word.StartsWith("nan"u8) || word.StartsWith("inf"u8) || word.StartsWith("1.#"u8);
    }

    private static bool IsNumber(ReadOnlySpan<byte> text, byte decimalSign)
    {
        var at = 0;
        if (at < text.Length && text[at] is (byte)'+' or (byte)'-')
        {
            at++;
        }

        var digits = Digits(text, ref at);
        if (at < text.Length && text[at] == decimalSign)
        {
            at++;
            digits += Digits(text, ref at);
        }

        if (digits == 0)
        {
            return false;
        }

        if (at < text.Length && text[at] is (byte)'e' or (byte)'E')
        {
            at++;
            if (at < text.Length && text[at] is (byte)'+' or (byte)'-')
            {
                at++;
            }

            if (Digits(text, ref at) == 0)
            {
                return false;
            }
        }

        return at == text.Length;
    }

    private static int Digits(ReadOnlySpan<byte> text, ref int at)
    {
        var start = at;
        while (at < text.Length && text[at] is >= (byte)'0' and <= (byte)'9')
        {
            at++;
        }

        return at - start;
    }
}
