using System.Text.Json;
using System.Text.Json.Nodes;
using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;

namespace Surefoot.Server.Map;

/// <summary>The districts shown: their outlines, names, and the box the map opens on.</summary>
internal sealed class ReferenceGeography
{
    /// <summary>Stands on the map, always visible (licences of samples/karabakh).</summary>
    public const string Attribution = Exchange.Exporting.Attribution.Sources;

    private readonly List<Coordinate[]> _outlines = [];
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    public ReferenceGeography(string geographyFolder)
    {
        var lines = new JsonArray();
        var path = Path.Combine(geographyFolder, "districts.geojson");
        if (File.Exists(path))
        {
            Read(path, lines);
        }

        DistrictsGeoJson = new JsonObject { ["type"] = "FeatureCollection", ["attribution"] = Attribution, ["features"] = lines }.ToJsonString();
    }

    public Envelope Bounds { get; } = new();

    public IReadOnlyCollection<string> DistrictCodes => _names.Keys;

    public string DistrictsGeoJson { get; }

    /// <summary>Borders of the districts shown, longitude and latitude, for drawings.</summary>
    public IReadOnlyList<Coordinate[]> Outlines => _outlines;

    /// <summary>The district's name in Azerbaijani, or its code if it is not one of those shown.</summary>
    public string NameOf(string code) => _names.GetValueOrDefault(code, code);

    private void Read(string path, JsonArray lines)
    {
        using var stream = File.OpenRead(path);
        using var document = JsonDocument.Parse(stream);
        foreach (var feature in document.RootElement.GetProperty("features").EnumerateArray())
        {
            var properties = feature.GetProperty("properties");
            if (!properties.GetProperty("sample").GetBoolean())
            {
                continue;
            }

            var code = properties.GetProperty("iso").GetString()!;
            var name = properties.GetProperty("nameAz").GetString()!;
            // Shusha is two polygons under one code: the larger, named first, gives the name.
            _names.TryAdd(code, name);
            Polygon? largest = null;
            foreach (var polygon in Polygons(feature.GetProperty("geometry")))
            {
                Bounds.ExpandToInclude(polygon.EnvelopeInternal);
                foreach (var ring in (LineString[])[polygon.ExteriorRing, .. polygon.InteriorRings])
                {
                    _outlines.Add(ring.Coordinates);
                    lines.Add(Feature("LineString", new JsonArray([.. ring.Coordinates.Select(Position)]), null));
                }

                largest = largest is null || polygon.Area > largest.Area ? polygon : largest;
            }

            if (largest is { Area: > 0.002 })
            {
                lines.Add(Feature("Point", Position(InteriorPointArea.GetInteriorPoint(largest)), name));
            }
        }
    }

    private static JsonObject Feature(string type, JsonArray coordinates, string? name) => new()
    {
        ["type"] = "Feature",
        ["properties"] = name is null ? new JsonObject() : new JsonObject { ["name"] = name },
        ["geometry"] = new JsonObject { ["type"] = type, ["coordinates"] = coordinates },
    };

    private static JsonArray Position(Coordinate at) => [Math.Round(at.X, 5), Math.Round(at.Y, 5)];

    private static IEnumerable<Polygon> Polygons(JsonElement geometry)
    {
        var coordinates = geometry.GetProperty("coordinates");
        return geometry.GetProperty("type").GetString() == "Polygon"
            ? [ToPolygon(coordinates)]
            : coordinates.EnumerateArray().Select(ToPolygon);
    }

    private static Polygon ToPolygon(JsonElement rings)
    {
        var all = rings.EnumerateArray()
            .Select(ring => new LinearRing([.. ring.EnumerateArray().Select(p => new Coordinate(p[0].GetDouble(), p[1].GetDouble()))]))
            .ToArray();
        return new Polygon(all[0], all[1..]);
    }
}
