using System.Text.Json.Nodes;
using Surefoot.Server.Content;
using Surefoot.Server.Tiles;

namespace Surefoot.Server.Map;

/// <summary>The map's cartography in two colour schemes, as a MapLibre style. Every address in it is this server's own.</summary>
internal sealed class MapStyle(ReferenceGeography geography)
{
    private const string Resource = "Surefoot.Server.Map.cartography.json";

    private static readonly JsonObject Cartography = Load();

    public static bool IsScheme(string name) => Palettes.ContainsKey(name);

    private static JsonObject Palettes => Cartography["palettes"]!.AsObject();

    public string Write(string scheme, HttpRequest request, ServerContent content)
    {
        // The map library wants absolute addresses for tiles, glyphs and sprites. The host was checked to be this machine.
        var origin = $"{request.Scheme}://{request.Host}";
        var palette = Palettes[scheme]!.AsObject();
        var sources = Sources(origin, content);
        var layers = Cartography["layers"]!.AsArray()
            .Where(layer => layer!["source"] is not { } source || sources.ContainsKey(source.GetValue<string>()))
            .Select(layer => Fill(layer!, palette));
        return new JsonObject
        {
            ["version"] = 8,
            ["name"] = $"Surefoot {scheme}",
            ["glyphs"] = $"{origin}/fonts/{{fontstack}}/{{range}}.pbf",
            ["sprite"] = $"{origin}/sprites/{scheme}",
            ["metadata"] = new JsonObject
            {
                ["surefoot:synthetic"] = content.Synthetic,
                ["surefoot:palette"] = palette.DeepClone(),
            },
            ["sources"] = sources,
            ["layers"] = new JsonArray([.. layers]),
        }.ToJsonString();
    }

    private static JsonObject Sources(string origin, ServerContent content)
    {
        var sources = new JsonObject
        {
            ["basemap"] = Vector(origin, "basemap", 4, 13, ReferenceGeography.Attribution),
            ["districts"] = new JsonObject { ["type"] = "geojson", ["data"] = $"{origin}/geography/districts.json" },
        };
        foreach (var set in content.Features.Select(feature => TileSet.NameOf(feature.Layer)).Distinct(StringComparer.Ordinal))
        {
            // "roads" would read as the basemap's roads in a list of sources.
            sources[set == "roads" ? "roads-plan" : set] = Vector(origin, set, FeatureTiles.MinZoom, FeatureTiles.MaxZoom, content.Synthetic ? "Records: synthetic" : null, content.Version);
        }

        if (content.Hazard is { } hazard)
        {
            sources["probability"] = new JsonObject
            {
                ["type"] = "raster",
                ["tileSize"] = 256,
                ["minzoom"] = ProbabilityTiles.MinZoom,
                ["maxzoom"] = ProbabilityTiles.MaxZoom,
                ["tiles"] = new JsonArray($"{origin}/tiles/probability/{{z}}/{{x}}/{{y}}.png?v={Uri.EscapeDataString(hazard.Run)}"),
            };
        }

        return sources;
    }

    private static JsonObject Vector(string origin, string set, int minZoom, int maxZoom, string? attribution, string? version = null)
    {
        var source = new JsonObject
        {
            ["type"] = "vector",
            ["minzoom"] = minZoom,
            ["maxzoom"] = maxZoom,
            ["tiles"] = new JsonArray($"{origin}/tiles/{set}/{{z}}/{{x}}/{{y}}.pbf{(version is null ? "" : $"?v={Uri.EscapeDataString(version)}")}"),
        };
        if (attribution is not null)
        {
            source["attribution"] = attribution;
        }

        return source;
    }

    // "@name" in the cartography stands for a colour of the palette, "@districts" for the codes of the districts shown.
    private JsonNode Fill(JsonNode node, JsonObject palette) => node switch
    {
        JsonObject o => new JsonObject(o.Select(p => KeyValuePair.Create(p.Key, (JsonNode?)Fill(p.Value!, palette)))),
        JsonArray a => new JsonArray([.. a.Select(item => Fill(item!, palette))]),
        JsonValue v when v.TryGetValue<string>(out var text) && text == "@districts" =>
            new JsonArray([.. geography.DistrictCodes.Select(code => (JsonNode)code)]),
        JsonValue v when v.TryGetValue<string>(out var text) && text.StartsWith('@') =>
            palette[text[1..]]?.DeepClone() ?? throw new InvalidOperationException($"The cartography names the colour {text}, which the palette lacks."),
        _ => node.DeepClone(),
    };

    private static JsonObject Load()
    {
        using var stream = typeof(MapStyle).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The resource {Resource} is missing from the assembly.");
        return JsonNode.Parse(stream)!.AsObject();
    }
}
