using System.Text.Json;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Union;
using Surefoot.Geodesy;

namespace Surefoot.Exchange.Reading;

/// <summary>Outlines of the country and its districts, against which positions are checked.</summary>
public sealed class ReferenceAreas
{
    private readonly Dictionary<string, ReferenceArea> _districts;

    private ReferenceAreas(ReferenceArea country, Dictionary<string, ReferenceArea> districts)
    {
        Country = country;
        _districts = districts;
    }

    /// <summary>The country: its own outline together with all districts, which were drawn apart and stick out here and there.</summary>
    public ReferenceArea Country { get; }

    public IReadOnlyCollection<string> DistrictCodes => _districts.Keys;

    /// <summary>Reads <c>country.geojson</c> and <c>districts.geojson</c> (properties <c>iso</c>, <c>nameAz</c>, <c>nameEn</c>).</summary>
    public static ReferenceAreas Load(string geographyFolder)
    {
        var districts = ReadFeatures(Path.Combine(geographyFolder, "districts.geojson"))
            .GroupBy(f => f.Iso, StringComparer.OrdinalIgnoreCase)
            .Where(g => g.Key.Length > 0)
            .ToDictionary(
                g => g.Key,
                g => new ReferenceArea(g.First().Name, UnaryUnionOp.Union(g.Select(f => f.Shape))),
                StringComparer.OrdinalIgnoreCase);
        var country = ReadFeatures(Path.Combine(geographyFolder, "country.geojson"));
        var everything = UnaryUnionOp.Union(country.Select(f => f.Shape).Concat(districts.Values.Select(d => d.Shape)));
        return new(new ReferenceArea(country[0].Name, everything), districts);
    }

    /// <summary>The district of this ISO 3166-2 code, or null.</summary>
    public ReferenceArea? FindDistrict(string iso) => _districts.GetValueOrDefault(iso);

    private static List<(string Iso, string Name, Geometry Shape)> ReadFeatures(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        var features = new List<(string, string, Geometry)>();
        foreach (var feature in document.RootElement.GetProperty("features").EnumerateArray())
        {
            var properties = feature.GetProperty("properties");
            var entered = EnteredGeometry.Parse(System.Text.Encoding.UTF8.GetBytes(feature.GetProperty("geometry").GetRawText()));
            var shape = entered.Geometry ?? throw new InvalidDataException($"{path}: {entered.Fault!.Message}");
            // Reference outlines come from outside and may touch themselves; a zero buffer makes them valid.
            features.Add((Text(properties, "iso"), Text(properties, "nameAz", "name_az", "nameEn", "name"), shape.IsValid ? shape : shape.Buffer(0)));
        }

        return features.Count > 0 ? features : throw new InvalidDataException($"{path} holds no feature.");
    }

    private static string Text(JsonElement properties, params string[] names)
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
