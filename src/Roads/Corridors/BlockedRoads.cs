namespace Surefoot.Roads;

/// <summary>Which blocks still stand on which edge, and the hours that follow.</summary>
internal sealed class BlockedRoads
{
    private readonly RoadNetwork _network;
    private readonly RoadBlock[] _blocks;
    private readonly TravelSettings _settings;
    private readonly int[] _closers;
    private readonly int[] _slowers;
    private readonly bool[] _isGone;

    public BlockedRoads(RoadNetwork network, RoadBlock[] blocks, TravelSettings settings)
    {
        _network = network;
        _blocks = blocks;
        _settings = settings;
        _closers = new int[network.EdgeCount];
        _slowers = new int[network.EdgeCount];
        _isGone = new bool[blocks.Length];
        for (var block = 0; block < blocks.Length; block++)
        {
            if (!(blocks[block].Cost > 0))
            {
                throw new ArgumentException($"Block {block} has no cost above 0.", nameof(blocks));
            }

            Count(block, 1);
        }
    }

    public RoadBlock[] Blocks => _blocks;

    public bool IsGone(int block) => _isGone[block];

    public double Hours(int edge) => _closers[edge] > 0
        ? _network.ClosedHours(edge, _settings)
        : _network.OpenHours[edge] * (_slowers[edge] > 0 ? _settings.SuspectedFactor : 1);

    public double[] AllHours()
    {
        var hours = new double[_network.EdgeCount];
        for (var edge = 0; edge < hours.Length; edge++)
        {
            hours[edge] = Hours(edge);
        }

        return hours;
    }

    /// <summary>Removes blocks that still stand; the edges whose hours fall, with both values.</summary>
    public EdgeChange Remove(IEnumerable<int> blocks)
    {
        var touched = new SortedSet<int>();
        var removed = new List<int>();
        foreach (var block in blocks)
        {
            if (!_isGone[block])
            {
                removed.Add(block);
                touched.UnionWith(_blocks[block].Edges);
            }
        }

        var before = touched.Select(Hours).ToArray();
        foreach (var block in removed)
        {
            _isGone[block] = true;
            Count(block, -1);
        }

        var edges = new List<int>();
        var from = new List<double>();
        var to = new List<double>();
        var i = 0;
        foreach (var edge in touched)
        {
            var after = Hours(edge);
            if (after < before[i])
            {
                edges.Add(edge);
                from.Add(before[i]);
                to.Add(after);
            }

            i++;
        }

        return new EdgeChange([.. removed], [.. edges], [.. from], [.. to]);
    }

    public void PutBack(EdgeChange change)
    {
        foreach (var block in change.Blocks)
        {
            _isGone[block] = false;
            Count(block, 1);
        }
    }

    private void Count(int block, int step)
    {
        var counts = _blocks[block].OnlySlows ? _slowers : _closers;
        foreach (var edge in _blocks[block].Edges)
        {
            counts[edge] += step;
        }
    }
}

/// <summary>What removing some blocks does to the edges.</summary>
internal sealed record EdgeChange(int[] Blocks, int[] Edges, double[] HoursBefore, double[] HoursAfter);
