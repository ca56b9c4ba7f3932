using System.Globalization;
using System.Text;
using Surefoot.Geodesy.Entered;

namespace Surefoot.Geodesy.Bearings;

/// <summary>Bearings as they stand in field books: decimals, <c>123°45'30"</c>, and the Soviet <c>12-34</c> for 1234 of 6000.</summary>
public static class AngleText
{
    /// <summary>The angle in its own unit; false for what is no angle, or lies outside one turn.</summary>
    /// <param name="decimalSign"><c>.</c>, or <c>,</c> where the table divides its cells otherwise.</param>
    public static bool TryParse(string text, AngleUnit unit, char decimalSign, out double angle)
    {
        ArgumentNullException.ThrowIfNull(text);
        text = text.Trim();
        var read = unit switch
        {
            AngleUnit.Degree when text.AsSpan().IndexOfAny('°', '\'', '′') >= 0 => Sexagesimal(text.Replace(decimalSign, '.'), out angle),
            AngleUnit.Mil6000 when text.IndexOf('-', StringComparison.Ordinal) > 0 => Divided(text, out angle),
            _ => Number(text, decimalSign, out angle),
        };
        return read && angle >= 0 && angle <= unit.WholeTurn();
    }

    /// <summary>A plain number with the stated decimal sign.</summary>
    public static bool Number(string text, char decimalSign, out double value) =>
        NumberText.TryParse(Encoding.UTF8.GetBytes(text), (byte)decimalSign, out value);

    private static bool Divided(string text, out double angle)
    {
        angle = 0;
        var at = text.IndexOf('-', StringComparison.Ordinal);
        var small = text[(at + 1)..];
        if (small.Length != 2
            || !int.TryParse(text.AsSpan(0, at), NumberStyles.None, CultureInfo.InvariantCulture, out var large)
            || !int.TryParse(small, NumberStyles.None, CultureInfo.InvariantCulture, out var fine)
            || large > 60)
        {
            return false;
        }

        angle = (large * 100) + fine;
        return true;
    }

    private static bool Sexagesimal(string text, out double angle)
    {
        angle = 0;
        Span<double> sizes = [1, 60, 3600];
        var parts = text.Replace("''", "\"", StringComparison.Ordinal).Split(['°', '\'', '′', '"', '″'], StringSplitOptions.TrimEntries);
        for (var i = 0; i < parts.Length; i++)
        {
            if (parts[i].Length == 0)
            {
                return i == parts.Length - 1 && i > 0;
            }

            if (i >= sizes.Length || !Number(parts[i], '.', out var value) || value < 0 || (i > 0 && value >= 60))
            {
                return false;
            }

            angle += value / sizes[i];
        }

        return true;
    }
}
