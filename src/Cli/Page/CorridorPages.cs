using Surefoot.Assessment.Roads;
using Surefoot.Server.Content;

namespace Surefoot.Cli.Page;

/// <summary>Corridors as rows of the page and lines of the map.</summary>
internal static class CorridorPages
{
    public static IReadOnlyList<CorridorRow> Rows(RoadsSummary roads) =>
        [.. roads.Bundles.Select(b => new CorridorRow(b.Rank, b.Id, b.Name, b.Gain, b.AreaM2, b.Areas, (b.At[0], b.At[1])))];

    public static IEnumerable<MapFeature> Features(RoadsSummary roads) =>
        roads.Bundles.Select(b => MapFeature.Corridor(b.Id, b.Line, b.Name, b.Rank, b.Worth));
}
