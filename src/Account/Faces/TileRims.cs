using Surefoot.Account.Arrangement;

namespace Surefoot.Account.Faces;

/// <summary>A directed piece of the rim of the ground with one label, which lies on its left. Whole millimetres of the plane.</summary>
internal readonly record struct RimEdge(int Label, int FromX, int FromY, int ToX, int ToY)
{
    internal ulong From => Vertex(FromX, FromY);

    internal ulong To => Vertex(ToX, ToY);

    // Coordinates may be negative; their bits are a name here, not a number.
    private static ulong Vertex(int x, int y) => unchecked(((ulong)(uint)x << 32) | (uint)y);
}

/// <summary>The rims of one tile: those inside it, and those along its border, which a neighbour may continue.</summary>
internal sealed class TileRims
{
    internal List<RimEdge> Inside { get; } = [];

    internal List<RimEdge> Border { get; } = [];

    /// <summary>Takes the edges between ground of different labels; label 0 has no rim.</summary>
    internal void Collect(TileKey key, SnapRounding noder, CoverSweep sweep, ReadOnlySpan<int> labelOfSet)
    {
        var side = key.SideMm;
        for (var edge = 0; edge < sweep.EdgeCount; edge++)
        {
            var above = labelOfSet[sweep.Above[edge]];
            var below = labelOfSet[sweep.Below[edge]];
            if (above == below)
            {
                continue;
            }

            int lowX = noder.X[sweep.Low[edge]], lowY = noder.Y[sweep.Low[edge]];
            int highX = noder.X[sweep.High[edge]], highY = noder.Y[sweep.High[edge]];
            var list = (lowX == highX && (lowX == 0 || lowX == side)) || (lowY == highY && (lowY == 0 || lowY == side)) ? Border : Inside;
            if (above != 0)
            {
                list.Add(new(above, lowX + key.WestMm, lowY + key.SouthMm, highX + key.WestMm, highY + key.SouthMm));
            }

            if (below != 0)
            {
                list.Add(new(below, highX + key.WestMm, highY + key.SouthMm, lowX + key.WestMm, lowY + key.SouthMm));
            }
        }
    }
}

/// <summary>Takes away the rims along tile borders where ground of one label lies on both sides.</summary>
internal static class BorderSeams
{
    internal static void AddOpen(IEnumerable<RimEdge> border, List<RimEdge> rims)
    {
        // Along one line: +1 where the label lies left of the way up (or east), −1 where it lies left of the way back; both together are no rim.
        var steps = new Dictionary<(int Label, bool Vertical, int Line), SortedDictionary<int, int>>();
        foreach (var edge in border)
        {
            var vertical = edge.FromX == edge.ToX;
            var key = (edge.Label, vertical, vertical ? edge.FromX : edge.FromY);
            if (!steps.TryGetValue(key, out var line))
            {
                steps[key] = line = [];
            }

            var (from, to) = vertical ? (edge.FromY, edge.ToY) : (edge.FromX, edge.ToX);
            line[from] = line.GetValueOrDefault(from) + 1;
            line[to] = line.GetValueOrDefault(to) - 1;
        }

        foreach (var ((label, vertical, at), line) in steps)
        {
            var sum = 0;
            var previous = 0;
            foreach (var (position, step) in line)
            {
                if (sum != 0)
                {
                    var (from, to) = sum > 0 ? (previous, position) : (position, previous);
                    rims.Add(vertical ? new(label, at, from, at, to) : new(label, from, at, to, at));
                }

                sum += step;
                previous = position;
            }
        }
    }
}
