using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Surefoot.Roads;

/// <summary>How travel times change when edges open, without a sweep: a way that is quicker now passes through an end of an opened edge.</summary>
/// <remarks>
/// Ours. With a set of nodes that touches every opened edge, the new ticks of a pair are the least of the old ones and of
/// ticks(origin, node) + ticks(node, destination) over the set, both in the new state. Sums of ticks are exact, so these are the bits of a full sweep.
/// </remarks>
internal sealed class ThroughNodes
{
    private readonly int _count;
    private readonly int _places;
    private readonly double[] _toNode;
    private readonly double[] _fromNode;

    private ThroughNodes(int count, int places, double[] toNode, double[] fromNode)
    {
        _count = count;
        _places = places;
        _toNode = toNode;
        _fromNode = fromNode;
    }

    /// <param name="travel">In the new state.</param>
    /// <param name="nodes">From <see cref="Touching"/>.</param>
    public static ThroughNodes Of(PreparedTravel travel, ReadOnlySpan<int> nodes, int workers) =>
        new(nodes.Length, travel.Places.Count, travel.ToPlaces(nodes, fromNode: false, workers), travel.ToPlaces(nodes, fromNode: true, workers));

    /// <summary>Few nodes of which every edge has one: the node on most edges not yet touched first, ties to the lowest.</summary>
    public static int[] Touching(RoadNetwork network, ReadOnlySpan<int> edges)
    {
        var left = edges.ToArray().Where(edge => network.From[edge] != network.To[edge]).ToList();
        var nodes = new List<int>();
        while (left.Count > 0)
        {
            var degree = new Dictionary<int, int>();
            foreach (var edge in left)
            {
                degree[network.From[edge]] = degree.GetValueOrDefault(network.From[edge]) + 1;
                degree[network.To[edge]] = degree.GetValueOrDefault(network.To[edge]) + 1;
            }

            var best = degree.MaxBy(d => (d.Value, -d.Key)).Key;
            nodes.Add(best);
            left.RemoveAll(edge => network.From[edge] == best || network.To[edge] == best);
        }

        return [.. nodes];
    }

    /// <summary>Lowers the ticks of one origin in place.</summary>
    public void Lower(int origin, Span<double> ticks)
    {
        for (var node = 0; node < _count; node++)
        {
            var toNode = _toNode[(node * _places) + origin];
            if (!double.IsPositiveInfinity(toNode))
            {
                LowerBy(ticks, _fromNode.AsSpan(node * _places, _places), toNode);
            }
        }
    }

    private static void LowerBy(Span<double> ticks, ReadOnlySpan<double> onwards, double toNode)
    {
        var place = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            ref var to = ref MemoryMarshal.GetReference(ticks);
            ref var from = ref MemoryMarshal.GetReference(onwards);
            var start = Vector256.Create(toNode);
            for (; place <= ticks.Length - Vector256<double>.Count; place += Vector256<double>.Count)
            {
                Vector256.MinNative(Vector256.LoadUnsafe(ref to, (nuint)place), Vector256.LoadUnsafe(ref from, (nuint)place) + start).StoreUnsafe(ref to, (nuint)place);
            }
        }

        for (; place < ticks.Length; place++)
        {
            ticks[place] = Math.Min(ticks[place], onwards[place] + toNode);
        }
    }
}
