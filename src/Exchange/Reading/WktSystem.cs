using System.Globalization;

namespace Surefoot.Exchange.Reading;

/// <summary>Recognises the known systems in a definition as WKT 1 (OGC 01-009, and ESRI's spelling) by datum and parameters; a name alone proves nothing.</summary>
internal static class WktSystem
{
    private const int MaxDepth = 16;
    private const int MaxNodes = 500;

    /// <summary>EPSG code; null if it is none of those that can be read.</summary>
    public static int? Recognise(string wkt)
    {
        var at = 0;
        var nodes = 0;
        if (Parse(wkt, ref at, 0, ref nodes) is not { } root)
        {
            return null;
        }

        var geographic = root.Word == "GEOGCS" ? root : root.Find("GEOGCS");
        var datum = DatumOf(geographic);
        if (datum is null || geographic?.Find("PRIMEM") is { } meridian && meridian.Number(1) != 0)
        {
            return null;
        }

        if (root.Word == "GEOGCS")
        {
            return datum == "WGS84" ? 4326 : 4284;
        }

        return root.Word == "PROJCS" && (root.Find("UNIT") is not { } unit || unit.Number(1) == 1) ? Projected(root, datum) : null;
    }

    private static int? Projected(Node root, string datum)
    {
        var method = root.Find("PROJECTION")?.Text(0)?.ToUpperInvariant() ?? "";
        double? Parameter(string name) => root.Children.FirstOrDefault(c => c.Word == "PARAMETER" && string.Equals(c.Text(0), name, StringComparison.OrdinalIgnoreCase))?.Number(1);
        var easting = Parameter("false_easting") ?? 0;
        var northing = Parameter("false_northing") ?? 0;
        if (datum == "WGS84" && (method.StartsWith("MERCATOR_AUXILIARY", StringComparison.Ordinal) || method.StartsWith("POPULAR_VISUALISATION", StringComparison.Ordinal)
            || (method == "MERCATOR_1SP" && root.Find("EXTENSION")?.Text(1)?.Contains("+a=6378137 +b=6378137", StringComparison.Ordinal) == true)))
        {
            return easting == 0 && northing == 0 ? 3857 : null;
        }

        if (method is not ("TRANSVERSE_MERCATOR" or "GAUSS_KRUGER") || Parameter("central_meridian") is not { } meridian || northing != 0 || Parameter("latitude_of_origin") is not (null or 0))
        {
            return null;
        }

        var scale = Parameter("scale_factor") ?? 1;
        if (datum == "WGS84")
        {
            var zone = (meridian + 183) / 6;
            return scale == 0.9996 && easting == 500_000 && zone is 37 or 38 or 39 ? 32600 + (int)zone : null;
        }

        return scale != 1 ? null : (meridian, easting) switch
        {
            (39, 7_500_000) => 28407,
            (45, 8_500_000) => 28408,
            (51, 9_500_000) => 28409,
            (39, 500_000) => 2497,
            (42, 14_500_000) => 2530,
            (45, 15_500_000) => 2531,
            (48, 16_500_000) => 2532,
            (51, 17_500_000) => 2533,
            (42, 500_000) => 2589,
            (48, 500_000) => 2591,
            // 45° and 51° without prefix are 2498 and 2590, 2499 and 2592 alike: the same numbers.
            (45, 500_000) => 2498,
            (51, 500_000) => 2499,
            _ => null,
        };
    }

    private static string? DatumOf(Node? geographic) => geographic?.Find("DATUM")?.Text(0)?.ToUpperInvariant() switch
    {
        "D_WGS_1984" or "WGS_1984" or "WGS 1984" or "WGS84" or "WORLD GEODETIC SYSTEM 1984" => "WGS84",
        "D_PULKOVO_1942" or "PULKOVO_1942" or "PULKOVO 1942" => "SK42",
        _ => null,
    };

    private static Node? Parse(string text, ref int at, int depth, ref int nodes)
    {
        if (depth > MaxDepth || ++nodes > MaxNodes)
        {
            return null;
        }

        SkipSpace(text, ref at);
        var start = at;
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] == '_'))
        {
            at++;
        }

        var word = text[start..at].ToUpperInvariant();
        SkipSpace(text, ref at);
        if (word.Length == 0 || at >= text.Length || text[at] is not ('[' or '('))
        {
            return null;
        }

        var node = new Node(word);
        do
        {
            at++;
            SkipSpace(text, ref at);
            if (at >= text.Length)
            {
                return null;
            }

            if (text[at] == '"')
            {
                var end = text.IndexOf('"', at + 1);
                if (end < 0)
                {
                    return null;
                }

                node.Values.Add(text[(at + 1)..end]);
                at = end + 1;
            }
            else if (char.IsAsciiLetter(text[at]) && text.IndexOfAny(['[', '(', ',', ']', ')'], at) is var stop and >= 0 && text[stop] is '[' or '(')
            {
                if (Parse(text, ref at, depth + 1, ref nodes) is not { } child)
                {
                    return null;
                }

                node.Children.Add(child);
            }
            else
            {
                var from = at;
                while (at < text.Length && text[at] is not (',' or ']' or ')'))
                {
                    at++;
                }

                node.Values.Add(text[from..at].Trim());
            }

            SkipSpace(text, ref at);
        }
        while (at < text.Length && text[at] == ',');
        if (at >= text.Length || text[at] is not (']' or ')'))
        {
            return null;
        }

        at++;
        return node;
    }

    private static void SkipSpace(string text, ref int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
        {
            at++;
        }
    }

    private sealed class Node(string word)
    {
        public string Word { get; } = word;

        public List<string> Values { get; } = [];

        public List<Node> Children { get; } = [];

        public Node? Find(string name) => Children.FirstOrDefault(c => c.Word == name);

        public string? Text(int i) => i < Values.Count ? Values[i] : null;

        public double? Number(int i) => double.TryParse(Text(i), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null;
    }
}
