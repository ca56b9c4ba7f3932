namespace Surefoot.SampleCountry;

/// <summary>A part of a cell: the ring from vertex <paramref name="From"/> over the next three, closed over the added vertex inside.</summary>
internal sealed record CellPart(int Cell, int From, int Middle, long TwiceMm2)
{
    public int[] Ring(Mesh mesh) =>
        [mesh.Vertex(Cell, From), mesh.Vertex(Cell, (From + 1) % 6), mesh.Vertex(Cell, (From + 2) % 6), mesh.Vertex(Cell, (From + 3) % 6), Middle];

    /// <summary>Parts whose area comes nearest to the wanted one; none when the cell cannot give it cleanly (a quarter to three quarters of it).</summary>
    public static IEnumerable<CellPart> Cuts(Mesh mesh, int cell, long wantedTwiceMm2)
    {
        var share = wantedTwiceMm2 / (double)mesh.TwiceMm2[cell];
        if (share is < 0.25 or > 0.75)
        {
            yield break;
        }

        for (var from = 0; from < 6; from++)
        {
            int[] fixedRing = [mesh.Vertex(cell, from), mesh.Vertex(cell, (from + 1) % 6), mesh.Vertex(cell, (from + 2) % 6), mesh.Vertex(cell, (from + 3) % 6)];
            var first = mesh.MmAt(fixedRing[0]);
            var last = mesh.MmAt(fixedRing[3]);
            // The area is linear in the added vertex: walk from the chord's middle along its normal.
            double cx = last.X - first.X, cy = last.Y - first.Y;
            var missing = wantedTwiceMm2 - mesh.TwiceArea(fixedRing);
            var along = missing / ((cx * cx) + (cy * cy));
            var middle = new Xy((((first.X + last.X) / 2.0) - (cy * along)) / 1000, (((first.Y + last.Y) / 2.0) + (cx * along)) / 1000);
            if (Finest(mesh, fixedRing, middle, wantedTwiceMm2) is not { } written)
            {
                continue;
            }

            var part = new CellPart(cell, from, mesh.AddVertex(written), 0);
            part = part with { TwiceMm2 = mesh.TwiceArea(part.Ring(mesh)) };
            var rest = part with { From = (from + 3) % 6 };
            if (IsSimple(mesh, part) && IsSimple(mesh, rest) && part.TwiceMm2 + mesh.TwiceArea(rest.Ring(mesh)) == mesh.TwiceMm2[cell])
            {
                yield return part;
            }
        }
    }

    // The coordinates as written are a grid of about a centimetre: of the nearby nodes take the one that meets the area best.
    private static Written? Finest(Mesh mesh, ReadOnlySpan<int> fixedRing, Xy near, long wanted)
    {
        var centre = Written.From(near);
        Written? best = null;
        var bestMiss = long.MaxValue;
        var first = mesh.MmAt(fixedRing[0]);
        var last = mesh.MmAt(fixedRing[^1]);
        var fixedArea = mesh.TwiceArea(fixedRing);
        for (var i = -12; i <= 12; i++)
        {
            for (var j = -12; j <= 12; j++)
            {
                var written = new Written(centre.LonE7 + i, centre.LatE7 + j);
                var p = Mesh.ToMm(written);
                var area = fixedArea + ((last.X - first.X) * (p.Y - first.Y)) - ((p.X - first.X) * (last.Y - first.Y));
                var miss = Math.Abs(area - wanted);
                if (miss < bestMiss)
                {
                    (best, bestMiss) = (written, miss);
                }
            }
        }

        return best;
    }

    // Every triangle of the fan round the added vertex turns the same way: the ring is star-shaped and so simple.
    private static bool IsSimple(Mesh mesh, CellPart part)
    {
        var q = mesh.MmAt(part.Middle);
        for (var i = 0; i < 3; i++)
        {
            var a = mesh.MmAt(mesh.Vertex(part.Cell, (part.From + i) % 6));
            var b = mesh.MmAt(mesh.Vertex(part.Cell, (part.From + i + 1) % 6));
            if (((a.X - q.X) * (b.Y - q.Y)) - ((b.X - q.X) * (a.Y - q.Y)) <= 0)
            {
                return false;
            }
        }

        return true;
    }
}

/// <summary>A connected set of cells, perhaps with part of one more.</summary>
internal sealed record Shape(int[] Cells, CellPart? Part = null)
{
    public long TwiceMm2(Mesh mesh)
    {
        var sum = Part?.TwiceMm2 ?? 0;
        foreach (var cell in Cells)
        {
            sum += mesh.TwiceMm2[cell];
        }

        return sum;
    }

    /// <summary>Outer ring anticlockwise and first, then holes clockwise; vertices not repeated at the end.</summary>
    /// <exception cref="InvalidOperationException">The shape is not one polygon.</exception>
    public List<int[]> Rings(Mesh mesh) =>
        TryRings(mesh, out var rings) ? rings : throw new InvalidOperationException("A shape of the sample must be connected.");

    /// <summary>False when the cells are not connected or a part touches the rest in one point only.</summary>
    public bool TryRings(Mesh mesh, out List<int[]> rings)
    {
        rings = [];
        var members = new HashSet<int>(Cells);
        var next = new Dictionary<int, int>();
        foreach (var cell in Cells)
        {
            for (var edge = 0; edge < 6; edge++)
            {
                var other = mesh.Neighbour(cell, edge);
                if (!members.Contains(other) && !IsInPart(mesh, other, cell))
                {
                    next.Add(mesh.Vertex(cell, edge), mesh.Vertex(cell, (edge + 1) % 6));
                }
            }
        }

        if (Part is not null)
        {
            var ring = Part.Ring(mesh);
            for (var i = 0; i < 5; i++)
            {
                if ((i >= 3 || !members.Contains(mesh.Neighbour(Part.Cell, (Part.From + i) % 6))) && !next.TryAdd(ring[i], ring[(i + 1) % 5]))
                {
                    return false;
                }
            }
        }

        rings = Walk(next);
        if (rings.Count(r => mesh.TwiceArea(r) > 0) != 1)
        {
            return false;
        }

        var outer = rings.FindIndex(r => mesh.TwiceArea(r) > 0);
        (rings[0], rings[outer]) = (rings[outer], rings[0]);
        return true;
    }

    private static List<int[]> Walk(Dictionary<int, int> next)
    {
        var rings = new List<int[]>();
        var starts = next.Keys.ToArray();
        // In order of vertex number, so that the ring does not start where a hash table happened to.
        Array.Sort(starts);
        foreach (var start in starts)
        {
            if (!next.ContainsKey(start))
            {
                continue;
            }

            var ring = new List<int>();
            var at = start;
            while (next.Remove(at, out var to))
            {
                ring.Add(at);
                at = to;
            }

            rings.Add([.. ring]);
        }

        return rings;
    }

    private bool IsInPart(Mesh mesh, int other, int cell)
    {
        if (Part is null || Part.Cell != other)
        {
            return false;
        }

        for (var i = 0; i < 3; i++)
        {
            if (mesh.Neighbour(other, (Part.From + i) % 6) == cell)
            {
                return true;
            }
        }

        return false;
    }
}
