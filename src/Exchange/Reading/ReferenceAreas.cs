using System.Text;
using System.Text.Json;
using NetTopologySuite.Geometries;
using Surefoot.Geodesy;

namespace Surefoot.Exchange.Reading;

/// <summary>Outlines of the country and its districts, against which positions are checked; may be used by several threads.</summary>
public sealed class ReferenceAreas
{
    private readonly ReferenceArea _country;
    private readonly Lazy<IReadOnlyDictionary<string, ReferenceArea>> _districts;

    private ReferenceAreas(ReferenceArea country, Func<IReadOnlyDictionary<string, ReferenceArea>> districts)
    {
        _country = country;
        _districts = new(districts);
    }

    /// <summary>The whole Earth, for files that may lie anywhere. It has no districts.</summary>
    public static ReferenceAreas Anywhere { get; } = new(
        new("the Earth", new GeometryFactory().ToGeometry(new Envelope(-180, 180, -90, 90))),
        () => new Dictionary<string, ReferenceArea>());

    public string CountryName => _country.Name;

    public IEnumerable<string> DistrictCodes => _districts.Value.Keys;

    /// <summary>Reads <c>country.geojson</c> and, when first asked for, <c>districts.geojson</c> (properties <c>iso</c>, <c>nameAz</c>, <c>nameEn</c>).</summary>
    public static ReferenceAreas Load(string geographyFolder)
    {
        var districts = Path.Combine(geographyFolder, "districts.geojson");
        if (!File.Exists(districts))
        {
            throw new FileNotFoundException($"{districts} is missing; it holds the outlines that positions are checked against.", districts);
        }

        var country = ReadFeatures(Path.Combine(geographyFolder, "country.geojson"));
        return new(new(country[0].Name, country[0].Shape.Factory.BuildGeometry(country.Select(f => f.Shape))), () => ReadDistricts(districts));
    }

    /// <summary>The district of this ISO 3166-2 code, or null.</summary>
    public ReferenceArea? FindDistrict(string iso) => _districts.Value.GetValueOrDefault(iso);

    /// <summary>Inside the country's own outline, or in one of the districts: they were drawn apart, and each sticks out here and there.</summary>
    public bool CountryContains(GeoPoint point) => _country.Contains(point) || _districts.Value.Values.Any(d => d.Contains(point));

    /// <summary>Distance from the country in metres; 0 inside.</summary>
    public double CountryDistanceM(GeoPoint point) => CountryContains(point) ? 0 : _country.DistanceM(point);

    private static Dictionary<string, ReferenceArea> ReadDistricts(string path) => ReadFeatures(path)
        .Where(f => f.Iso.Length > 0)
        .GroupBy(f => f.Iso, StringComparer.OrdinalIgnoreCase)
        .ToDictionary(
            g => g.Key,
            // Two polygons of one code lie side by side; they never overlap.
            g => new ReferenceArea(g.First().Name, g.First().Shape.Factory.BuildGeometry(g.Select(f => f.Shape))),
            StringComparer.OrdinalIgnoreCase);

    private static List<(string Iso, string Name, Geometry Shape)> ReadFeatures(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        var features = new List<(string, string, Geometry)>();
        foreach (var feature in document.RootElement.GetProperty("features").EnumerateArray())
        {
            var properties = feature.GetProperty("properties");
            var entered = EnteredGeometry.Parse(Encoding.UTF8.GetBytes(feature.GetProperty("geometry").GetRawText()));
            var shape = entered.Geometry ?? throw new InvalidDataException($"{path}: {entered.Fault!.Message}");
            features.Add((Text(properties, "iso"), Text(properties, "nameAz", "nameEn", "name_az", "name"), shape));
        }

        return features.Count > 0 ? features : throw new InvalidDataException($"{path} holds no feature.");
    }

    private static string Text(JsonElement properties, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (properties.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String)
            {
                return value.GetString()!;
            }
        }

        return "";
    }
}
