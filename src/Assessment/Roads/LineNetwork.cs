using Surefoot.Roads;

namespace Surefoot.Assessment.Roads;

/// <summary>Lines of a GeoJSON file as a network: railways, power lines.</summary>
/// <remarks>
/// Lines meet where they share a vertex (to 1e−6 degree); a line is cut at every such vertex and at its ends. Every piece is passed both ways.
/// Railways that lie idle (disused, abandoned) count as they would once rebuilt, and hazard closes them like any other: their worth is that of the corridor.
/// </remarks>
internal static class LineNetwork
{
    // Only ratios of hours count for market access: one speed along rail, one along power lines.
    private const double KmPerHour = 60;
    private const double RoundTo = 1e6;

    public static (RoadGraph Graph, double[][]?[] Lines) Read(string file)
    {
        var lines = RoadLines.ReadAll(RoadTable.ReadBytes(file), file).Where(l => l.Line.Length > 1).ToList();
        var uses = new Dictionary<(long, long), int>();
        foreach (var (_, _, line) in lines)
        {
            for (var i = 0; i < line.Length; i++)
            {
                // An end is always a node: it counts twice.
                uses[Key(line[i])] = uses.GetValueOrDefault(Key(line[i])) + (i == 0 || i == line.Length - 1 ? 2 : 1);
            }
        }

        var numbers = new Dictionary<(long, long), int>();
        var nodes = new List<double[]>();
        var from = new List<int>();
        var to = new List<int>();
        var lengthM = new List<double>();
        var pieces = new List<double[][]>();
        var ids = new List<string>();
        var classes = new List<string>();
        foreach (var (id, kind, line) in lines)
        {
            var start = 0;
            for (var i = 1; i < line.Length; i++)
            {
                if (uses[Key(line[i])] < 2)
                {
                    continue;
                }

                var piece = line[start..(i + 1)];
                from.Add(NodeOf(line[start]));
                to.Add(NodeOf(line[i]));
                lengthM.Add(piece.Zip(piece.Skip(1)).Sum(pair => DistanceM(pair.First, pair.Second)));
                pieces.Add(piece);
                ids.Add(start == 0 && i == line.Length - 1 ? id : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{id}.{start}"));
                classes.Add(kind);
                start = i;
            }
        }

        var network = RoadNetwork.Create(
            [.. nodes.Select(n => n[0])],
            [.. nodes.Select(n => n[1])],
            [.. from],
            [.. to],
            new bool[from.Count],
            [.. lengthM],
            [.. from.Select(_ => KmPerHour)]);
        return (new RoadGraph(network, ids, classes), [.. pieces]);

        int NodeOf(double[] at)
        {
            if (!numbers.TryGetValue(Key(at), out var node))
            {
                numbers[Key(at)] = node = nodes.Count;
                nodes.Add(at);
            }

            return node;
        }
    }

    private static (long, long) Key(double[] at) => ((long)Math.Round(at[0] * RoundTo), (long)Math.Round(at[1] * RoundTo));

    private static double DistanceM(double[] a, double[] b)
    {
        // Mean earth radius (IUGG); pieces between vertices are short.
        const double RadiusM = 6_371_008.8;
        var x = double.DegreesToRadians(b[0] - a[0]) * Math.Cos(double.DegreesToRadians((a[1] + b[1]) / 2));
        var y = double.DegreesToRadians(b[1] - a[1]);
        return RadiusM * Math.Sqrt((x * x) + (y * y));
    }
}
