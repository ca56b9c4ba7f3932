using System.Diagnostics;

namespace Surefoot.Account.Arrangement;

/// <summary>Finds, for noded pieces, the set of polygons on either side of each edge, and the exact area of every set.</summary>
/// <remarks>
/// A line sweeps the nodes in lexicographic order and holds the edges it cuts from bottom to top; nothing crosses, so the order changes at nodes only.
/// What lies above an edge is what lies below it with the owners of the edge toggled (even-odd). Coinciding pieces are one edge, and an edge whose owners
/// cancel is none. Twice the area of a set is the sum over its edges of the trapezoid under them, below it minus above it:
/// whole numbers, so the order of summation does not matter and the parts add up exactly. No rings are built.
/// Source: Shamos and Hoey, Geometric intersection problems, FOCS 1976 (the sweep); the sets on edges as in Bentley and Wood.
/// </remarks>
internal sealed class CoverSweep
{
    private readonly CoverSets _sets = new();
    private readonly List<int> _pieces = [];
    private int[] _pieceStart = [];
    private int[] _piecesByLow = [];
    private int[] _order = [];
    private int[] _status = new int[64];
    private int _statusCount;

    internal CoverSets Sets => _sets;

    /// <summary>Twice the area of each set in mm², by number of the set; set 0 is not measured.</summary>
    internal long[] TwiceArea { get; private set; } = [];

    /// <summary>The edge with the longest extent along x that bounds each set from below: a place to point at.</summary>
    internal int[] FloorEdge { get; private set; } = [];

    internal int EdgeCount { get; private set; }

    /// <summary>Nodes of each edge, lower in lexicographic order first, and the sets below (right of) and above (left of) it.</summary>
    internal int[] Low { get; private set; } = [];

    internal int[] High { get; private set; } = [];

    internal int[] Below { get; private set; } = [];

    internal int[] Above { get; private set; } = [];

    private int[] _x = [];
    private int[] _y = [];

    /// <exception cref="InvalidOperationException">The pieces are not noded or do not close: a fault of the program, not of the data.</exception>
    internal void Run(SnapRounding noded)
    {
        _sets.Clear();
        _statusCount = 0;
        EdgeCount = 0;
        _x = noded.X;
        _y = noded.Y;
        var pieces = noded.Low.Count;
        if (Low.Length < pieces)
        {
            Low = new int[pieces * 2];
            High = new int[pieces * 2];
            Below = new int[pieces * 2];
            Above = new int[pieces * 2];
        }

        while (_pieces.Count < pieces)
        {
            _pieces.Add(_pieces.Count);
        }

        _pieces.RemoveRange(pieces, _pieces.Count - pieces);
        SnapRounding.CountingSort(noded.Low, _pieces, noded.PointCount, ref _pieceStart, ref _piecesByLow);
        for (var point = 0; point < noded.PointCount; point++)
        {
            Visit(noded, point);
        }

        if (_statusCount != 0)
        {
            throw new InvalidOperationException("The arrangement of a tile does not close.");
        }

        Measure();
    }

    private void Visit(SnapRounding noded, int point)
    {
        var first = FirstNotBelow(point);
        var last = first;
        while (last < _statusCount && Side(_status[last], point) == 0)
        {
            if (High[_status[last]] != point)
            {
                throw new InvalidOperationException("A node lies inside an edge: the tile is not noded.");
            }

            last++;
        }

        var below = first == 0 ? 0 : Above[_status[first - 1]];
        var added = AddEdges(noded, point, below);
        Replace(first, last - first, added);
        var top = first + added;
        Debug.Assert(top == _statusCount || Below[_status[top]] == (top == 0 ? 0 : Above[_status[top - 1]]), "Covers disagree above a node.");
    }

    // New edges get the numbers from EdgeCount on, from the bottom to the top.
    private int AddEdges(SnapRounding noded, int point, int below)
    {
        var from = _pieceStart[point];
        var count = _pieceStart[point + 1] - from;
        SnapRounding.EnsureLength(ref _order, count);
        for (var i = 0; i < count; i++)
        {
            var piece = _piecesByLow[from + i];
            var j = i;
            while (j > 0 && Turn(point, noded.High[piece], noded.High[_order[j - 1]]) > 0)
            {
                _order[j] = _order[j - 1];
                j--;
            }

            _order[j] = piece;
        }

        var added = 0;
        for (var i = 0; i < count;)
        {
            var high = noded.High[_order[i]];
            var above = below;
            for (; i < count && noded.High[_order[i]] == high; i++)
            {
                above = _sets.Toggle(above, noded.Owner[_order[i]]);
            }

            if (above == below)
            {
                continue;
            }

            var edge = EdgeCount++;
            Low[edge] = point;
            High[edge] = high;
            Below[edge] = below;
            Above[edge] = above;
            below = above;
            added++;
        }

        return added;
    }

    private void Replace(int at, int removed, int added)
    {
        var shift = added - removed;
        if (_statusCount + shift > _status.Length)
        {
            Array.Resize(ref _status, Math.Max(_status.Length * 2, _statusCount + shift));
        }

        if (shift != 0)
        {
            Array.Copy(_status, at + removed, _status, at + added, _statusCount - at - removed);
            _statusCount += shift;
        }

        for (var i = 0; i < added; i++)
        {
            _status[at + i] = EdgeCount - added + i;
        }
    }

    private int FirstNotBelow(int point)
    {
        var low = 0;
        var high = _statusCount;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (Side(_status[middle], point) > 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    // Above the edge +, on it 0, below it −. Coordinates are below 2^23.
    private long Side(int edge, int point)
    {
        unchecked
        {
            var low = Low[edge];
            var high = High[edge];
            long x = _x[low], y = _y[low];
            return ((_x[high] - x) * (_y[point] - y)) - ((_y[high] - y) * (_x[point] - x));
        }
    }

    // Whether b turns left of a as seen from a node.
    private long Turn(int from, int a, int b)
    {
        unchecked
        {
            long x = _x[from], y = _y[from];
            return ((_x[a] - x) * (_y[b] - y)) - ((_y[a] - y) * (_x[b] - x));
        }
    }

    private void Measure()
    {
        TwiceArea = new long[_sets.Count];
        FloorEdge = new int[_sets.Count];
        Array.Fill(FloorEdge, -1);

        // A partial sum may wrap; the sum itself is at most twice the tile's area (5e13), and wrapping arithmetic is exact modulo 2^64.
        unchecked
        {
            for (var edge = 0; edge < EdgeCount; edge++)
            {
                int low = Low[edge], high = High[edge];
                var width = (long)_x[high] - _x[low];
                var trapezoid = width * (_y[high] + (long)_y[low]);
                TwiceArea[Above[edge]] -= trapezoid;
                TwiceArea[Below[edge]] += trapezoid;
                ref var floor = ref FloorEdge[Above[edge]];
                if (floor < 0 || width > _x[High[floor]] - _x[Low[floor]])
                {
                    floor = edge;
                }
            }
        }
    }
}
