namespace Surefoot.Roads;

/// <summary>Elimination of the node with fewest neighbours first; each elimination joins the neighbours of the node with each other.</summary>
/// <remarks>Ties: the node whose tree below is shallower, then the lower node. Good near the leaves of a road graph, poor near its top.</remarks>
internal sealed class MinimumDegree
{
    // A node's key is degree first, then depth of the tree below it: flat trees make short upward searches.
    private const long DegreeStep = 1L << 20;

    private readonly int[][] _neighbours;
    private readonly bool[] _isGone;
    private readonly int[] _depth;
    private readonly long[] _key;
    private int[] _buffer = new int[64];

    /// <param name="neighbours">Sorted lists; used up.</param>
    public MinimumDegree(int[][] neighbours)
    {
        _neighbours = neighbours;
        _isGone = new bool[neighbours.Length];
        _depth = new int[neighbours.Length];
        _key = new long[neighbours.Length];
    }

    /// <summary>Neighbours of a node that is still there, as they are now.</summary>
    public int[] Neighbours(int node) => _neighbours[node];

    public bool IsGone(int node) => _isGone[node];

    /// <summary>Eliminates nodes that may go, as long as one has at most this many neighbours; appends them to the order.</summary>
    public void Eliminate(List<int> order, int largestDegree, Func<int, bool> mayGo)
    {
        var queue = new PriorityQueue<int, (long Key, int Node)>();
        for (var node = 0; node < _neighbours.Length; node++)
        {
            if (!_isGone[node] && mayGo(node))
            {
                _key[node] = (_neighbours[node].Length * DegreeStep) + _depth[node];
                if (_neighbours[node].Length <= largestDegree)
                {
                    queue.Enqueue(node, (_key[node], node));
                }
            }
        }

        while (queue.TryDequeue(out var node, out var priority))
        {
            // Old entries stay in the queue when a node's key changes.
            if (_isGone[node] || priority.Key != _key[node])
            {
                continue;
            }

            _isGone[node] = true;
            order.Add(node);
            var clique = _neighbours[node];
            _neighbours[node] = [];
            foreach (var member in clique)
            {
                _neighbours[member] = Join(_neighbours[member], clique, node, member);
                _depth[member] = Math.Max(_depth[member], _depth[node] + 1);
                var next = (_neighbours[member].Length * DegreeStep) + _depth[member];
                if (next != _key[member] && mayGo(member))
                {
                    _key[member] = next;
                    if (_neighbours[member].Length <= largestDegree)
                    {
                        queue.Enqueue(member, (next, member));
                    }
                }
            }
        }
    }

    /// <summary>Sorted union of two sorted lists without two given nodes.</summary>
    private int[] Join(int[] left, int[] right, int without, int self)
    {
        if (_buffer.Length < left.Length + right.Length)
        {
            _buffer = new int[(left.Length + right.Length) * 2];
        }

        var i = 0;
        var j = 0;
        var n = 0;
        while (i < left.Length || j < right.Length)
        {
            int next;
            if (j == right.Length || (i < left.Length && left[i] < right[j]))
            {
                next = left[i++];
            }
            else
            {
                next = right[j++];
                if (i < left.Length && left[i] == next)
                {
                    i++;
                }
            }

            if (next != without && next != self)
            {
                _buffer[n++] = next;
            }
        }

        return _buffer.AsSpan(0, n).ToArray();
    }
}
