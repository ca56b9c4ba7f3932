using System.Collections.Concurrent;
using NetTopologySuite.Features;
using NetTopologySuite.Index.Strtree;
using NetTopologySuite.IO.VectorTiles;
using NetTopologySuite.IO.VectorTiles.Mapbox;
using Surefoot.Server.Content;

namespace Surefoot.Server.Tiles;

/// <summary>Vector tiles of the records on the map, made when first asked for and kept until the content changes.</summary>
internal sealed class FeatureTiles
{
    public const int MinZoom = 5;
    public const int MaxZoom = 14;
    private const int TellsFromZoom = 9;

    // Outlines are drawn past the tile's edge, so that no seam shows: 64 of 4096 units.
    private const double Margin = 64.0 / 4096;

    private static readonly TileBody Empty = TileBody.Of([], Basemap.ContentType, gzipped: false);

    private readonly bool _synthetic;
    private readonly Dictionary<string, TileSet> _sets;
    private readonly ConcurrentDictionary<(string Set, TileAddress Tile), TileBody> _made = new();
    private readonly ConcurrentDictionary<(string Set, int Zoom), Lazy<STRtree<Drawn>>> _indexes = new();

    public FeatureTiles(ServerContent content)
    {
        _synthetic = content.Synthetic;
        _sets = content.Features
            .GroupBy(feature => TileSet.NameOf(feature.Layer), StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => new TileSet([.. group]), StringComparer.Ordinal);
    }

    public static bool IsSet(string name) => TileSet.Names.Contains(name);

    public TileBody Get(string set, TileAddress tile)
    {
        if (_made.TryGetValue((set, tile), out var made))
        {
            return made;
        }

        made = Make(set, tile);
        // The world has a billion empty tiles: only what has content is kept.
        return made.Bytes.Length == 0 ? made : _made.GetOrAdd((set, tile), made);
    }

    private TileBody Make(string set, TileAddress tile)
    {
        if (tile.Zoom is < MinZoom or > MaxZoom || !_sets.TryGetValue(set, out var features))
        {
            return Empty;
        }

        var index = _indexes.GetOrAdd((set, Math.Min(tile.Zoom, Generalisation.ExactFromZoom)), key => new(() => BuildIndex(features, key.Zoom))).Value;
        var box = tile.Bounds(Margin);
        var layers = new SortedDictionary<string, Layer>(StringComparer.Ordinal);
        foreach (var drawn in index.Query(box).OrderBy(d => d.Order))
        {
            var cut = Generalisation.Cut(Generalisation.MakeRoom(drawn.Shape, tile.Zoom, TileSet.ErringOf(drawn.Feature.Layer)), box);
            if (cut.IsEmpty)
            {
                continue;
            }

            var name = TileSet.LayerOf(drawn.Feature.Layer);
            if (!layers.TryGetValue(name, out var layer))
            {
                layers.Add(name, layer = new Layer { Name = name });
            }

            layer.Features.Add(new Feature(cut, Attributes(drawn, tile.Zoom)));
        }

        if (layers.Count == 0)
        {
            return Empty;
        }

        var vector = new VectorTile { TileId = new NetTopologySuite.IO.VectorTiles.Tiles.Tile(tile.Column, tile.Row, tile.Zoom).Id };
        foreach (var layer in layers.Values)
        {
            vector.Layers.Add(layer);
        }

        using var bytes = new MemoryStream();
        // The extents below which the writer drops a shape: a hazard must not vanish, so every shape passes.
        vector.Write(bytes, minLinealExtent: 0, minPolygonalExtent: 0, extent: 4096, idAttributeName: "fid");
        return TileBody.Of(TileBody.Gzip(bytes.ToArray()), Basemap.ContentType, gzipped: true);
    }

    private AttributesTable Attributes(Drawn drawn, int zoom)
    {
        var feature = drawn.Feature;
        var table = new AttributesTable { { "fid", (ulong)drawn.Order } };
        // Released polygons are smaller than a finger on small scales: they carry what is drawn, not what a popup says.
        var drawnOnly = feature.Layer == MapLayer.ReleasedLand && zoom < TellsFromZoom;
        if (!drawnOnly)
        {
            table.Add("id", feature.Id);
        }

        foreach (var (key, value) in feature.Properties)
        {
            if (!drawnOnly || key == "kind")
            {
                table.Add(key, value);
            }
        }

        if (feature.Date is { } date)
        {
            // 20240331: sorts as a date does, and a style expression can compare it.
            table.Add("date", (date.Year * 10_000) + (date.Month * 100) + date.Day);
        }

        if (_synthetic)
        {
            table.Add("synthetic", true);
        }

        return table;
    }

    private static STRtree<Drawn> BuildIndex(TileSet set, int zoom)
    {
        var index = new STRtree<Drawn>();
        for (var i = 0; i < set.Features.Count; i++)
        {
            var feature = set.Features[i];
            if (zoom < TileSet.FirstZoomOf(feature.Layer))
            {
                continue;
            }

            var shape = Generalisation.Coarsen(feature.Geometry, zoom, TileSet.ErringOf(feature.Layer));
            if (shape is { IsEmpty: false })
            {
                index.Insert(shape.EnvelopeInternal, new Drawn(i + 1, feature, shape));
            }
        }

        index.Build();
        return index;
    }

    private sealed record Drawn(int Order, MapFeature Feature, NetTopologySuite.Geometries.Geometry Shape);
}
