namespace Surefoot.SampleCountry;

/// <summary>Grows connected sets of cells from a seed.</summary>
internal sealed class Growth(Mesh mesh)
{
    private readonly int[] _seen = new int[mesh.Count];
    private int _stamp;

    /// <summary>Up to <paramref name="count"/> cells, the cheapest on the rim first. Cost is asked once per cell.</summary>
    public List<int> Grow(int seed, int count, Func<int, bool> allowed, Func<int, double> cost)
    {
        var taken = new List<int>(count);
        foreach (var cell in InOrder(seed, allowed, cost))
        {
            taken.Add(cell);
            if (taken.Count == count)
            {
                break;
            }
        }

        return taken;
    }

    /// <summary>A connected shape of exactly the wanted area, to about a square decimetre, cutting one cell; null when none comes up from this seed.</summary>
    public Shape? GrowExact(int seed, long wantedTwiceMm2, Func<int, bool> allowed, Func<int, double> cost)
    {
        var average = (long)(2e6 * Mesh.SideM * Mesh.SideM * 2.598);
        var taken = new List<int>();
        var left = wantedTwiceMm2;
        foreach (var cell in InOrder(seed, allowed, cost))
        {
            var area = mesh.TwiceMm2[cell];
            if (left - area > average / 4 || taken.Count == 0)
            {
                taken.Add(cell);
                left -= area;
            }
            else
            {
                // Skipped cells are never crossed: stop as soon as one is not taken, to stay connected.
                return Finish(taken, left, allowed);
            }

            if (left <= 0)
            {
                return null;
            }
        }

        return null;
    }

    private Shape? Finish(List<int> taken, long left, Func<int, bool> allowed)
    {
        var members = taken.ToHashSet();
        var rim = new List<int>();
        foreach (var cell in taken)
        {
            for (var edge = 0; edge < 6; edge++)
            {
                var next = mesh.Neighbour(cell, edge);
                if (next >= 0 && !members.Contains(next) && allowed(next) && !rim.Contains(next))
                {
                    rim.Add(next);
                }
            }
        }

        foreach (var cell in rim)
        {
            foreach (var part in CellPart.Cuts(mesh, cell, left))
            {
                var shape = new Shape([.. taken], part);
                if (shape.TryRings(mesh, out _))
                {
                    return shape;
                }
            }
        }

        return null;
    }

    private IEnumerable<int> InOrder(int seed, Func<int, bool> allowed, Func<int, double> cost)
    {
        _stamp++;
        if (!allowed(seed))
        {
            yield break;
        }

        var queue = new PriorityQueue<int, (double Cost, int Cell)>();
        queue.Enqueue(seed, (0, seed));
        _seen[seed] = _stamp;
        while (queue.TryDequeue(out var cell, out _))
        {
            yield return cell;
            for (var edge = 0; edge < 6; edge++)
            {
                var next = mesh.Neighbour(cell, edge);
                if (next >= 0 && _seen[next] != _stamp && allowed(next))
                {
                    _seen[next] = _stamp;
                    queue.Enqueue(next, (cost(next), next));
                }
            }
        }
    }
}
