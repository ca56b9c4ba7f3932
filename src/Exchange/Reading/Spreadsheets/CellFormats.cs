using System.Globalization;
using System.Text;
using Surefoot.Exchange.Reading.Markup;

namespace Surefoot.Exchange.Reading.Spreadsheets;

/// <summary>Which styles of a workbook show a number as a date or time; nothing else about looks is read.</summary>
internal sealed class CellFormats
{
    private const int MostFormats = 100_000;

    private readonly List<bool> _isDate = [];

    public static CellFormats None { get; } = new();

    public bool IsDate(int style) => style >= 0 && style < _isDate.Count && _isDate[style];

    public static CellFormats Read(MarkupReader xml)
    {
        var formats = new CellFormats();
        var codes = new Dictionary<int, bool>();
        using (xml)
        {
            if (!xml.MoveToRoot())
            {
                return formats;
            }

            var scope = xml.Scope();
            while (xml.ReadElement(scope))
            {
                if (xml.Name == "numFmt" && codes.Count < MostFormats && Number(xml.Attribute("numFmtId")) is { } id)
                {
                    codes[id] = ShowsDate(xml.Attribute("formatCode") ?? "");
                }
                else if (xml.Name == "cellXfs")
                {
                    var list = xml.Scope();
                    while (xml.ReadChild(list) && formats._isDate.Count < MostFormats)
                    {
                        var format = Number(xml.Attribute("numFmtId")) ?? 0;
                        formats._isDate.Add(codes.TryGetValue(format, out var date) ? date : IsBuiltInDate(format));
                    }
                }
            }
        }

        return formats;
    }

    /// <summary>A format of days, hours or years outside quoted text; one of elapsed hours <c>[h]</c> is a number, not a day.</summary>
    internal static bool ShowsDate(string code)
    {
        if (code.Contains("[h", StringComparison.OrdinalIgnoreCase) || code.Contains("[m]", StringComparison.OrdinalIgnoreCase) || code.Contains("[mm]", StringComparison.OrdinalIgnoreCase) || code.Contains("[s", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var bare = new StringBuilder();
        for (var i = 0; i < code.Length; i++)
        {
            switch (code[i])
            {
                case '"':
                    var end = code.IndexOf('"', i + 1);
                    i = end < 0 ? code.Length : end;
                    break;
                case '\\' or '_' or '*':
                    i++;
                    break;
                case '[':
                    var close = code.IndexOf(']', i + 1);
                    i = close < 0 ? code.Length : close;
                    break;
                case ';':
                    i = code.Length;
                    break;
                default:
                    bare.Append(char.ToLowerInvariant(code[i]));
                    break;
            }
        }

        var text = bare.ToString();
        return text.Trim() != "general" && text.AsSpan().IndexOfAny("dyhms") >= 0 && text.AsSpan().IndexOfAny("0#?") < 0;
    }

    private static bool IsBuiltInDate(int format) => format is (>= 14 and <= 22) or (>= 27 and <= 36) or (>= 45 and <= 47 and not 46) or (>= 50 and <= 58);

    private static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
}
