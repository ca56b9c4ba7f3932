namespace Surefoot.Roads;

/// <summary>A way on foot between parts of a road graph that do not meet on the map.</summary>
/// <param name="LengthM">Straight line.</param>
public readonly record struct WalkingLink(int From, int To, double LengthM);

/// <summary>What walking links do to a graph: a setting that is reported, never a silent repair.</summary>
/// <param name="PartsBefore">Parts of the graph that do not meet, one-way edges counted as both ways.</param>
/// <param name="PartsAfter">Parts that are still apart.</param>
/// <param name="NodesOutside">Nodes that are not in the largest part, before.</param>
/// <param name="NodesStillOutside">The same, after.</param>
/// <param name="Links">In the order of choice.</param>
public sealed record WalkingLinks(int PartsBefore, int PartsAfter, int NodesOutside, int NodesStillOutside, IReadOnlyList<WalkingLink> Links)
{
    // Metres of one degree of latitude on the mean sphere (IUGG radius 6,371,008.8 m).
    private const double MetresPerDegree = 111_195.08;

    /// <summary>Ties every part to the nearest node of another part, if it is near enough; again until nothing changes (Borůvka's algorithm).</summary>
    /// <param name="network">The graph.</param>
    /// <param name="longestM">Longest link, metres; 0 only counts the parts.</param>
    public static WalkingLinks Find(RoadNetwork network, double longestM)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentOutOfRangeException.ThrowIfNegative(longestM);
        var parts = new Parts(network.NodeCount);
        for (var edge = 0; edge < network.EdgeCount; edge++)
        {
            parts.Join(network.From[edge], network.To[edge]);
        }

        var (before, outside) = parts.Measure();
        if (longestM == 0)
        {
            return new WalkingLinks(before, before, outside, outside, []);
        }

        var grid = new NodeGrid(network, longestM / MetresPerDegree);
        var links = new List<WalkingLink>();
        while (true)
        {
            var largest = parts.Largest();
            var best = new Dictionary<int, WalkingLink>();
            for (var node = 0; node < network.NodeCount; node++)
            {
                var part = parts.Of(node);
                if (part != largest && grid.NearestElsewhere(node, parts, longestM / MetresPerDegree) is { } found
                    && (!best.TryGetValue(part, out var known) || found.Degrees * MetresPerDegree < known.LengthM))
                {
                    best[part] = new WalkingLink(node, found.Node, found.Degrees * MetresPerDegree);
                }
            }

            var joined = 0;
            foreach (var link in best.Values.OrderBy(l => l.LengthM).ThenBy(l => l.From).ThenBy(l => l.To))
            {
                if (parts.Join(link.From, link.To))
                {
                    links.Add(link);
                    joined++;
                }
            }

            if (joined == 0)
            {
                var (after, still) = parts.Measure();
                return new WalkingLinks(before, after, outside, still, links);
            }
        }
    }

    /// <summary>The graph with the links as edges behind its own, both ways, at walking speed.</summary>
    public RoadNetwork Onto(RoadNetwork network, double walkingKmPerHour)
    {
        ArgumentNullException.ThrowIfNull(network);
        return network.With([.. Links.Select(l => l.From)], [.. Links.Select(l => l.To)], [.. Links.Select(l => l.LengthM)], walkingKmPerHour);
    }

    private sealed class Parts
    {
        private readonly int[] _parent;
        private readonly int[] _size;

        public Parts(int nodes)
        {
            _parent = [.. Enumerable.Range(0, nodes)];
            _size = new int[nodes];
            Array.Fill(_size, 1);
        }

        public int Of(int node)
        {
            while (_parent[node] != node)
            {
                _parent[node] = _parent[_parent[node]];
                node = _parent[node];
            }

            return node;
        }

        public bool Join(int a, int b)
        {
            a = Of(a);
            b = Of(b);
            if (a == b)
            {
                return false;
            }

            var (big, small) = _size[a] > _size[b] || (_size[a] == _size[b] && a < b) ? (a, b) : (b, a);
            _parent[small] = big;
            _size[big] += _size[small];
            return true;
        }

        public int Largest()
        {
            var largest = 0;
            for (var node = 0; node < _parent.Length; node++)
            {
                largest = _parent[node] == node && _size[node] > _size[Of(largest)] ? node : Of(largest);
            }

            return largest;
        }

        public (int Parts, int NodesOutside) Measure()
        {
            var parts = 0;
            for (var node = 0; node < _parent.Length; node++)
            {
                parts += _parent[node] == node ? 1 : 0;
            }

            return (parts, parts == 0 ? 0 : _parent.Length - _size[Largest()]);
        }
    }

    /// <summary>Nodes by squares of the longest link in the plane x = lon·cos(mean latitude), y = lat.</summary>
    private sealed class NodeGrid
    {
        private readonly double[] _x;
        private readonly double[] _y;
        private readonly double _cell;
        private readonly Dictionary<(int Column, int Row), List<int>> _nodes = [];

        public NodeGrid(RoadNetwork network, double cell)
        {
            var cosine = Math.Cos(network.Latitude.ToArray().DefaultIfEmpty(0).Average() * Math.PI / 180);
            _cell = cell;
            _y = network.Latitude.ToArray();
            _x = [.. network.Longitude.ToArray().Select(lon => lon * cosine)];
            for (var node = 0; node < _x.Length; node++)
            {
                if (!_nodes.TryGetValue(CellOf(node), out var list))
                {
                    _nodes[CellOf(node)] = list = [];
                }

                list.Add(node);
            }
        }

        /// <summary>Ties to the lowest node.</summary>
        public (int Node, double Degrees)? NearestElsewhere(int node, Parts parts, double longest)
        {
            var (column, row) = CellOf(node);
            var bestSquare = longest * longest;
            var best = -1;
            for (var dx = -1; dx <= 1; dx++)
            {
                for (var dy = -1; dy <= 1; dy++)
                {
                    foreach (var other in _nodes.GetValueOrDefault((column + dx, row + dy)) ?? [])
                    {
                        var square = ((_x[other] - _x[node]) * (_x[other] - _x[node])) + ((_y[other] - _y[node]) * (_y[other] - _y[node]));
                        if ((square < bestSquare || (square == bestSquare && (best < 0 || other < best))) && parts.Of(other) != parts.Of(node))
                        {
                            bestSquare = square;
                            best = other;
                        }
                    }
                }
            }

            return best < 0 ? null : (best, Math.Sqrt(bestSquare));
        }

        private (int Column, int Row) CellOf(int node) => ((int)Math.Floor(_x[node] / _cell), (int)Math.Floor(_y[node] / _cell));
    }
}
