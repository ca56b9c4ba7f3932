using System.Globalization;
using System.Text;
using System.Xml;

namespace Surefoot.Exchange.Exporting;

/// <summary>Characters that XML cannot hold, as spreadsheets write them: <c>_x001F_</c> (ECMA-376 part 1, 22.4.2.4).</summary>
internal static class CellEscapes
{
    private const int Length = 7;

    public static string Write(string text)
    {
        var plain = true;
        for (var i = 0; i < text.Length && plain; i++)
        {
            plain = XmlConvert.IsXmlChar(text[i]) && !char.IsSurrogate(text[i]) && !Stands(text, i);
        }

        if (plain)
        {
            return text;
        }

        var written = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                written.Append(text[i]).Append(text[++i]);
            }
            else if (!XmlConvert.IsXmlChar(text[i]) || Stands(text, i))
            {
                written.Append(CultureInfo.InvariantCulture, $"_x{(int)text[i]:X4}_");
            }
            else
            {
                written.Append(text[i]);
            }
        }

        return written.ToString();
    }

    public static string Read(string text)
    {
        if (!text.Contains("_x", StringComparison.Ordinal))
        {
            return text;
        }

        var read = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (Stands(text, i))
            {
                read.Append((char)ushort.Parse(text.AsSpan(i + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                i += Length - 1;
            }
            else
            {
                read.Append(text[i]);
            }
        }

        return read.ToString();
    }

    private static bool Stands(string text, int at) =>
        text[at] == '_' && at + Length <= text.Length && text[at + 1] == 'x' && text[at + 6] == '_' && text.AsSpan(at + 2, 4).IndexOfAnyExcept(Digits) < 0;

    private static readonly System.Buffers.SearchValues<char> Digits = System.Buffers.SearchValues.Create("0123456789ABCDEFabcdef");
}
