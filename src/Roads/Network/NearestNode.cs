namespace Surefoot.Roads;

/// <summary>Nearest node by a scan outwards from the latitude of the point: nodes sorted by latitude, then by row.</summary>
internal sealed class NearestNode
{
    private readonly double[] _latitude;
    private readonly double[] _x;
    private readonly int[] _node;
    private readonly double _cosine;

    public NearestNode(RoadNetwork network)
    {
        var count = network.NodeCount;
        var sum = 0.0;
        foreach (var latitude in network.Latitude)
        {
            sum += latitude;
        }

        _cosine = Math.Cos(sum / Math.Max(1, count) * Math.PI / 180);
        _latitude = network.Latitude.ToArray();
        _node = new int[count];
        for (var node = 0; node < count; node++)
        {
            _node[node] = node;
        }

        Array.Sort(_latitude, _node);
        _x = new double[count];
        for (var i = 0; i < count; i++)
        {
            _x[i] = network.Longitude[_node[i]] * _cosine;
        }
    }

    public int Find(double longitude, double latitude)
    {
        var x = longitude * _cosine;
        var start = Array.BinarySearch(_latitude, latitude);
        var up = start < 0 ? ~start : start;
        var down = up - 1;
        var best = double.PositiveInfinity;
        var bestNode = int.MaxValue;
        while (true)
        {
            var upGap = up < _latitude.Length ? _latitude[up] - latitude : double.PositiveInfinity;
            var downGap = down >= 0 ? latitude - _latitude[down] : double.PositiveInfinity;
            var gap = Math.Min(Math.Abs(upGap), Math.Abs(downGap));

            // Not > : a node at exactly the best distance may still have a lower number.
            if (double.IsInfinity(gap) || gap * gap > best)
            {
                return bestNode;
            }

            var i = upGap <= downGap ? up++ : down--;
            var dx = _x[i] - x;
            var dy = _latitude[i] - latitude;
            var square = (dx * dx) + (dy * dy);
            if (square < best || (square == best && _node[i] < bestNode))
            {
                best = square;
                bestNode = _node[i];
            }
        }
    }
}
