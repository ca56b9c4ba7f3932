namespace Surefoot.Roads;

/// <summary>Settlements tied to the road graph.</summary>
/// <remarks>
/// Each place snaps to the nearest node of the whole graph in the plane x = lon·cos(mean latitude of the nodes), y = lat; ties by lowest node.
/// </remarks>
public sealed class Places
{
    // Mean earth radius (IUGG), for the straight line on foot between a place and its node: an access leg of a few hundred metres.
    private const double EarthRadiusKm = 6371.0088;

    private readonly int[] _node;
    private readonly double[] _weight;
    private readonly double[] _accessKm;

    private Places(int[] node, double[] weight, double[] accessKm)
    {
        _node = node;
        _weight = weight;
        _accessKm = accessKm;
    }

    public int Count => _node.Length;

    /// <summary>Node of each place.</summary>
    public ReadOnlySpan<int> Node => _node;

    /// <summary>N of each place: people, or planned returnees.</summary>
    public ReadOnlySpan<double> Weight => _weight;

    /// <summary>Straight line from each place to its node, km.</summary>
    public ReadOnlySpan<double> AccessKm => _accessKm;

    /// <param name="network">A graph with at least one node.</param>
    /// <param name="longitude">Degrees, one per place.</param>
    /// <param name="latitude">Degrees, one per place.</param>
    /// <param name="weight">N, finite, not negative. One per place.</param>
    public static Places Snap(RoadNetwork network, ReadOnlySpan<double> longitude, ReadOnlySpan<double> latitude, ReadOnlySpan<double> weight)
    {
        ArgumentNullException.ThrowIfNull(network);
        if (longitude.Length != latitude.Length || weight.Length != longitude.Length)
        {
            throw new ArgumentException("Longitude, latitude and weight must have one value per place.", nameof(longitude));
        }

        if (network.NodeCount == 0 && longitude.Length > 0)
        {
            throw new ArgumentException("A place cannot be tied to a graph without nodes.", nameof(network));
        }

        var finder = new NearestNode(network);
        var node = new int[longitude.Length];
        var accessKm = new double[longitude.Length];
        for (var place = 0; place < node.Length; place++)
        {
            if (!double.IsFinite(longitude[place]) || !double.IsFinite(latitude[place]) || !(weight[place] >= 0) || double.IsInfinity(weight[place]))
            {
                throw new ArgumentException($"Place {place} has no usable position or weight.", nameof(longitude));
            }

            node[place] = finder.Find(longitude[place], latitude[place]);
            accessKm[place] = DistanceKm(longitude[place], latitude[place], network.Longitude[node[place]], network.Latitude[node[place]]);
        }

        return new Places(node, [.. weight], accessKm);
    }

    /// <summary>Places that sit on nodes: for tests and planted instances.</summary>
    public static Places OnNodes(ReadOnlySpan<int> node, ReadOnlySpan<double> weight)
    {
        if (node.Length != weight.Length)
        {
            throw new ArgumentException("One weight per place.", nameof(weight));
        }

        return new Places([.. node], [.. weight], new double[node.Length]);
    }

    /// <summary>The same places with other weights, for instance returnees planned for another year.</summary>
    public Places WithWeight(ReadOnlySpan<double> weight)
    {
        if (weight.Length != Count)
        {
            throw new ArgumentException("One weight per place.", nameof(weight));
        }

        return new Places(_node, [.. weight], _accessKm);
    }

    private static double DistanceKm(double lon1, double lat1, double lon2, double lat2)
    {
        const double Radian = Math.PI / 180;
        var x = (lon2 - lon1) * Radian * Math.Cos((lat1 + lat2) / 2 * Radian);
        var y = (lat2 - lat1) * Radian;
        return EarthRadiusKm * Math.Sqrt((x * x) + (y * y));
    }
}
