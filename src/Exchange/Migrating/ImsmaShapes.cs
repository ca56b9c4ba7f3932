using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Surefoot.Exchange.Migrating;

/// <summary>Shapes from geospatialinfo and geopoint, every digit as it was entered there.</summary>
internal sealed partial class ImsmaShapes
{
    private static readonly string[] Longitude = ["longitude", "lon", "x"];
    private static readonly string[] Latitude = ["latitude", "lat", "y"];
    private static readonly string[] Order = ["pointno", "pointnumber", "sequence"];

    private readonly ForeignTables _tables;
    private readonly Dictionary<string, List<(double Number, string? X, string? Y)>> _points = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<string, List<string>>> _links = new(StringComparer.Ordinal);

    public ImsmaShapes(ForeignTables tables)
    {
        _tables = tables;
        if (tables.Find("geopoint") is not { } points)
        {
            return;
        }

        foreach (var row in points.Rows)
        {
            if (points.Value(row, "geospatialinfo_guid") is { } info)
            {
                var number = double.TryParse(points.First(row, Order), NumberStyles.Float, CultureInfo.InvariantCulture, out var n) ? n : 0;
                (_points.TryGetValue(info, out var list) ? list : _points[info] = []).Add((number, points.First(row, Longitude), points.First(row, Latitude)));
            }
        }
    }

    /// <summary>Null without a shape; <paramref name="fault"/> says why one that is there cannot be given.</summary>
    public string? Find(string link, string keyColumn, string key, bool point, out string? fault)
    {
        fault = null;
        if (!Links(link, keyColumn).TryGetValue(key, out var infos))
        {
            return null;
        }

        var parts = new List<List<string>>();
        foreach (var info in infos.Order(StringComparer.Ordinal))
        {
            if (!_points.TryGetValue(info, out var points))
            {
                continue;
            }

            var positions = new List<string>();
            foreach (var (_, x, y) in points.OrderBy(p => p.Number))
            {
                if (x is null || y is null)
                {
                    fault = "a point has no longitude and latitude (a point relative to another is not computed here)";
                    return null;
                }

                if (Digits(x) is not { } lon || Digits(y) is not { } lat)
                {
                    fault = $"'{x}, {y}' are no decimal degrees";
                    return null;
                }

                positions.Add($"[{lon},{lat}]");
            }

            parts.Add(positions);
        }

        if (parts.Count == 0)
        {
            return null;
        }

        if (point)
        {
            fault = parts.Count > 1 || parts[0].Count > 1 ? "it has several points where one is expected; the first is taken" : null;
            return $$"""{"type":"Point","coordinates":{{parts[0][0]}}}""";
        }

        var rings = parts.Select(Ring).ToList();
        return rings.Count == 1
            ? $$"""{"type":"Polygon","coordinates":{{rings[0]}}}"""
            : $$"""{"type":"MultiPolygon","coordinates":[{{string.Join(',', rings)}}]}""";
    }

    // IMSMA lists the corners once; a ring repeats its first.
    private static string Ring(List<string> positions)
    {
        var text = new StringBuilder("[[").AppendJoin(',', positions);
        if (positions[0] != positions[^1] || positions.Count == 1)
        {
            text.Append(',').Append(positions[0]);
        }

        return text.Append("]]").ToString();
    }

    private Dictionary<string, List<string>> Links(string link, string keyColumn)
    {
        if (_links.TryGetValue(link, out var known))
        {
            return known;
        }

        var links = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        if (_tables.Find(link) is { } table)
        {
            foreach (var row in table.Rows)
            {
                if (table.Value(row, keyColumn) is { } key && table.Value(row, "geospatialinfo_guid") is { } info)
                {
                    (links.TryGetValue(key, out var list) ? list : links[key] = []).Add(info);
                }
            }
        }

        return _links[link] = links;
    }

    private static string? Digits(string text)
    {
        text = text.Trim();
        return JsonNumber().IsMatch(text) ? text
            : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value.ToString("R", CultureInfo.InvariantCulture)
            : null;
    }

    [GeneratedRegex(@"^-?(0|[1-9][0-9]{0,15})(\.[0-9]{1,30})?$", RegexOptions.CultureInvariant)]
    private static partial Regex JsonNumber();
}
