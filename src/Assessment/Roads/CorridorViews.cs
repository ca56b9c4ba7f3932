using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.OverlayNG;
using Surefoot.Roads;

namespace Surefoot.Assessment.Roads;

/// <summary>Bundles as people see them: a name, a line on the map, the land to release.</summary>
internal sealed class CorridorViews(RoadGraph graph, RoadLines lines, RoadBlocks blocks, IReadOnlyList<ReturnPlace> settlements)
{
    private readonly List<ReturnPlace> _named = [.. settlements.Where(s => !string.IsNullOrEmpty(s.Name))];

    public IReadOnlyList<BundleResult> Make(IReadOnlyList<CorridorBundle> bundles)
    {
        var best = bundles.Count == 0 ? 0 : bundles.Max(b => b.Gain);
        var views = new List<BundleResult>();
        foreach (var bundle in bundles)
        {
            var rank = views.Count + 1;
            double[][][] parts = [.. bundle.Blocks.SelectMany(b => blocks.Blocks[b].Edges).Distinct().Order().Select(LineOf)];
            var points = parts.SelectMany(line => line).ToList();
            views.Add(new(
                rank,
                string.Create(System.Globalization.CultureInfo.InvariantCulture, $"corridor-{rank:00}"),
                NameOf(parts),
                [.. bundle.Blocks.Select(b => blocks.Ids[b])],
                bundle.Gain,
                bundle.GainInOrder,
                bundle.NewlyConnected,
                AreaM2(bundle.Blocks),
                best > 0 ? bundle.Gain / best : 0,
                Nearest(points, [points.Average(p => p[0]), points.Average(p => p[1])]),
                parts));
        }

        return views;
    }

    /// <summary>Open land of these blocks, each place once; strips along roads on top.</summary>
    public double AreaM2(IEnumerable<int> of)
    {
        var strips = 0.0;
        var open = new List<Geometry>();
        foreach (var block in of)
        {
            if (blocks.Open[block] is { } hazard)
            {
                open.Add(hazard.Open);
            }
            else
            {
                strips += blocks.Blocks[block].Cost;
            }
        }

        return Math.Round(strips + (open.Count == 0 ? 0 : OverlayNGRobust.Union(open).Area), 1);
    }

    private double[][] LineOf(int edge)
    {
        var network = graph.Network;
        return lines.LonLat(edge) is { Length: > 1 } line
            ? line
            : [[network.Longitude[network.From[edge]], network.Latitude[network.From[edge]]], [network.Longitude[network.To[edge]], network.Latitude[network.To[edge]]]];
    }

    /// <summary>"A – B": the named settlements nearest to the two ends that lie farthest apart; one name where both are the same.</summary>
    private string NameOf(double[][][] parts)
    {
        if (_named.Count == 0)
        {
            return "";
        }

        var ends = parts.SelectMany(line => new[] { line[0], line[^1] }).ToList();
        var (first, last) = (ends[0], ends[0]);
        foreach (var a in ends)
        {
            foreach (var b in ends)
            {
                if (Square(a, b) > Square(first, last))
                {
                    (first, last) = (a, b);
                }
            }
        }

        var from = _named.MinBy(s => Square([s.LongitudeDeg, s.LatitudeDeg], first))!;
        var to = _named.Where(s => s.Name != from.Name).MinBy(s => Square([s.LongitudeDeg, s.LatitudeDeg], last));
        return to is null ? from.Name! : $"{from.Name} – {to.Name}";
    }

    private static double[] Nearest(List<double[]> points, double[] to) => points.MinBy(p => Square(p, to))!;

    private static double Square(double[] a, double[] b)
    {
        var x = (a[0] - b[0]) * Math.Cos(double.DegreesToRadians((a[1] + b[1]) / 2));
        var y = a[1] - b[1];
        return (x * x) + (y * y);
    }
}
