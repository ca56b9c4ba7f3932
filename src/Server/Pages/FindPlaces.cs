using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Surefoot.Server.Content;
using Surefoot.Server.Map;

namespace Surefoot.Server.Pages;

/// <param name="Query">As typed.</param>
public sealed record SearchAnswer(string Query, IReadOnlyList<SearchHit> Hits);

/// <param name="What">Says what it is: place, hazard area, coordinates.</param>
/// <param name="Zoom">How close the map goes.</param>
public sealed record SearchHit(string Name, string What, double Lon, double Lat, int Zoom);

/// <summary>One box for coordinates, identifiers and places. Letters match without their marks: "agdam" finds Ağdam.</summary>
internal static partial class FindPlaces
{
    private const int Most = 12;

    public static SearchAnswer For(string query, ServerContent content, ReferenceGeography geography)
    {
        var wanted = Fold(query.Trim());
        var hits = new List<SearchHit>();
        if (AsDegrees(query) is { } at)
        {
            hits.Add(at);
        }

        hits.AddRange(content.Features
            .Where(feature => feature.Layer is not (MapLayer.Accident or MapLayer.MinefieldRecord))
            .Select(feature => (Feature: feature, Rank: Rank(feature, wanted)))
            .Where(found => found.Rank < int.MaxValue)
            .OrderBy(found => found.Rank)
            .ThenBy(found => found.Feature.Layer == MapLayer.Settlement ? 0 : 1)
            .ThenBy(found => found.Feature.Id, StringComparer.Ordinal)
            .Take(Most)
            .Select(found => Hit(found.Feature, geography)));
        return new(query.Trim(), hits);
    }

    private static int Rank(MapFeature feature, string wanted)
    {
        var name = feature.Properties.TryGetValue("name", out var value) && value is string text ? Fold(text) : "";
        var id = Fold(feature.Id);
        return name == wanted || id == wanted ? 0
            : name.StartsWith(wanted, StringComparison.Ordinal) ? 1
            : wanted.Length >= 3 && name.Contains(wanted, StringComparison.Ordinal) ? 2
            : wanted.Length >= 4 && id.Contains(wanted, StringComparison.Ordinal) ? 3
            : int.MaxValue;
    }

    private static SearchHit Hit(MapFeature feature, ReferenceGeography geography)
    {
        var centre = feature.Geometry.EnvelopeInternal.Centre;
        var (what, zoom) = feature.Layer switch
        {
            MapLayer.Settlement => ("settlement", 13),
            MapLayer.HazardArea => ("hazard area", 13),
            MapLayer.ReleasedLand => ("released land", 14),
            MapLayer.Corridor => ("corridor", 11),
            _ => ("road blockage", 13),
        };
        var district = feature.Properties.TryGetValue("district", out var code) ? ", " + geography.NameOf((string)code) : "";
        var name = feature.Properties.TryGetValue("name", out var given) && given is string { Length: > 0 } text ? text : feature.Id;
        return new(name, what + district, centre.X, centre.Y, zoom);
    }

    // "39.6, 47.15": latitude first, as written on paper; the other order is offered when only it falls in the region.
    private static SearchHit? AsDegrees(string query)
    {
        var match = DecimalPair().Match(query);
        if (!match.Success)
        {
            return null;
        }

        var first = double.Parse(match.Groups[1].ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture);
        var second = double.Parse(match.Groups[2].ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture);
        return (first, second) switch
        {
            ( >= 38 and <= 42.5, >= 44 and <= 51) => At(first, second, "coordinates, latitude then longitude, WGS 84"),
            ( >= 44 and <= 51, >= 38 and <= 42.5) => At(second, first, "coordinates, read as longitude then latitude, WGS 84"),
            _ => null,
        };

        static SearchHit At(double latitude, double longitude, string what) =>
            new(string.Create(CultureInfo.InvariantCulture, $"{latitude:0.######}° N {longitude:0.######}° E"), what, longitude, latitude, 14);
    }

    /// <summary>Lower case without marks; the Azerbaijani letters that have no mark to take off are written as Latin ones.</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var letter in text.Replace('İ', 'i').ToLowerInvariant().Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark)
            {
                folded.Append(letter switch { 'ə' or 'ǝ' => 'e', 'ı' => 'i', _ => letter });
            }
        }

        return folded.ToString();
    }

    [GeneratedRegex(@"^\s*(\d{1,3}\.\d+)\s*°?\s*N?\s*[,;\s]\s*(\d{1,3}\.\d+)\s*°?\s*E?\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex DecimalPair();
}
