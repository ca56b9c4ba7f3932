using System.Collections.Frozen;
using Surefoot.Geodesy.OneWay;
using Surefoot.Server.Content;

namespace Surefoot.Server.Tiles;

/// <summary>Features served under one address: what is seen together is fetched together, what is restricted is fetched only when switched on.</summary>
internal sealed record TileSet(IReadOnlyList<MapFeature> Features)
{
    public static FrozenSet<string> Names { get; } = Enum.GetValues<MapLayer>().Select(NameOf).ToFrozenSet(StringComparer.Ordinal);

    public static string NameOf(MapLayer layer) => layer switch
    {
        MapLayer.HazardArea or MapLayer.ReleasedLand => "land",
        MapLayer.Settlement => "settlements",
        MapLayer.RoadBlockage or MapLayer.Corridor => "roads",
        MapLayer.Accident => "accidents",
        MapLayer.MinefieldRecord => "minefields",
        _ => throw new ArgumentOutOfRangeException(nameof(layer)),
    };

    public static string LayerOf(MapLayer layer) => layer switch
    {
        MapLayer.HazardArea => "hazard",
        MapLayer.ReleasedLand => "released",
        MapLayer.Settlement => "settlement",
        MapLayer.RoadBlockage => "blockage",
        MapLayer.Corridor => "corridor",
        MapLayer.Accident => "accident",
        MapLayer.MinefieldRecord => "minefield",
        _ => throw new ArgumentOutOfRangeException(nameof(layer)),
    };

    public static Erring? ErringOf(MapLayer layer) => layer switch
    {
        MapLayer.HazardArea or MapLayer.MinefieldRecord => Erring.Outward,
        MapLayer.ReleasedLand => Erring.Inward,
        _ => null,
    };

    /// <summary>Points would hide each other on small scales.</summary>
    public static int FirstZoomOf(MapLayer layer) => layer is MapLayer.Settlement ? 7 : FeatureTiles.MinZoom;
}
