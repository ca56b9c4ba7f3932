namespace Surefoot.Roads;

/// <summary>A road graph as arrays, checked once and never changed.</summary>
/// <remarks>
/// Nodes are numbered by row; rows must be in ascending node id, so that "the lowest node id" of a tie is the lowest row.
/// Hours of an edge = length_m / 1000 / speed. A one-way edge is passed only from → to. Self loops are kept as rows
/// (edge numbers are row numbers, 0-based) but carry no traffic; of parallel edges the quickest counts.
/// </remarks>
public sealed class RoadNetwork
{
    private readonly double[] _longitude;
    private readonly double[] _latitude;
    private readonly int[] _from;
    private readonly int[] _to;
    private readonly bool[] _oneWay;
    private readonly double[] _lengthM;
    private readonly double[] _openHours;

    private RoadNetwork(double[] longitude, double[] latitude, int[] from, int[] to, bool[] oneWay, double[] lengthM, double[] openHours)
    {
        _longitude = longitude;
        _latitude = latitude;
        _from = from;
        _to = to;
        _oneWay = oneWay;
        _lengthM = lengthM;
        _openHours = openHours;
    }

    public int NodeCount => _longitude.Length;

    public int EdgeCount => _from.Length;

    public ReadOnlySpan<double> Longitude => _longitude;

    public ReadOnlySpan<double> Latitude => _latitude;

    public ReadOnlySpan<int> From => _from;

    public ReadOnlySpan<int> To => _to;

    public ReadOnlySpan<bool> OneWay => _oneWay;

    public ReadOnlySpan<double> LengthM => _lengthM;

    /// <summary>Hours along each edge when it is open.</summary>
    public ReadOnlySpan<double> OpenHours => _openHours;

    /// <param name="longitude">Degrees, one per node.</param>
    /// <param name="latitude">Degrees, one per node.</param>
    /// <param name="from">Node row at the start of each edge.</param>
    /// <param name="to">Node row at the end of each edge.</param>
    /// <param name="oneWay">True: passed only from → to.</param>
    /// <param name="lengthM">Length in metres, finite, not negative.</param>
    /// <param name="speedKmPerHour">Speed of each edge when open, above 0; see <see cref="RoadSpeed"/>. A season or surface factor is already in it.</param>
    /// <exception cref="ArgumentException">Arrays of different length, a node that does not exist, a length or speed that is no quantity.</exception>
    public static RoadNetwork Create(
        ReadOnlySpan<double> longitude,
        ReadOnlySpan<double> latitude,
        ReadOnlySpan<int> from,
        ReadOnlySpan<int> to,
        ReadOnlySpan<bool> oneWay,
        ReadOnlySpan<double> lengthM,
        ReadOnlySpan<double> speedKmPerHour)
    {
        if (longitude.Length != latitude.Length)
        {
            throw new ArgumentException("Longitudes and latitudes differ in number.", nameof(latitude));
        }

        if (to.Length != from.Length || oneWay.Length != from.Length || lengthM.Length != from.Length || speedKmPerHour.Length != from.Length)
        {
            throw new ArgumentException("Every edge array must have one value per edge.", nameof(from));
        }

        var hours = new double[from.Length];
        for (var edge = 0; edge < from.Length; edge++)
        {
            if ((uint)from[edge] >= (uint)longitude.Length || (uint)to[edge] >= (uint)longitude.Length)
            {
                throw new ArgumentException($"Edge {edge} names a node that does not exist.", nameof(from));
            }

            if (!(lengthM[edge] >= 0) || double.IsInfinity(lengthM[edge]) || !(speedKmPerHour[edge] > 0))
            {
                throw new ArgumentException($"Edge {edge} has length {lengthM[edge]} m and speed {speedKmPerHour[edge]} km/h.", nameof(lengthM));
            }

            hours[edge] = lengthM[edge] / 1000 / speedKmPerHour[edge];
        }

        return new RoadNetwork([.. longitude], [.. latitude], [.. from], [.. to], [.. oneWay], [.. lengthM], hours);
    }

    /// <summary>The same graph with edges behind its own, passed both ways.</summary>
    public RoadNetwork With(ReadOnlySpan<int> from, ReadOnlySpan<int> to, ReadOnlySpan<double> lengthM, double speedKmPerHour)
    {
        var more = Create(_longitude, _latitude, from, to, new bool[from.Length], lengthM, [.. Enumerable.Repeat(speedKmPerHour, from.Length)]);
        return new RoadNetwork(
            _longitude, _latitude, [.. _from, .. more._from], [.. _to, .. more._to], [.. _oneWay, .. more._oneWay], [.. _lengthM, .. more._lengthM], [.. _openHours, .. more._openHours]);
    }

    /// <summary>The same graph at other speeds: speed of each edge times its factor. A factor of 0 makes the edge one that nothing passes.</summary>
    public RoadNetwork Slowed(ReadOnlySpan<double> factor)
    {
        if (factor.Length != EdgeCount)
        {
            throw new ArgumentException("One factor per edge.", nameof(factor));
        }

        var hours = new double[EdgeCount];
        for (var edge = 0; edge < hours.Length; edge++)
        {
            if (!(factor[edge] is >= 0 and <= 1))
            {
                throw new ArgumentException($"Edge {edge} has the factor {factor[edge]}.", nameof(factor));
            }

            hours[edge] = factor[edge] == 0 ? double.PositiveInfinity : _openHours[edge] / factor[edge];
        }

        return new RoadNetwork(_longitude, _latitude, _from, _to, _oneWay, _lengthM, hours);
    }

    /// <summary>Hours along each edge when the edges of <paramref name="closed"/> are closed.</summary>
    public double[] HoursWhen(ReadOnlySpan<bool> closed, TravelSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        settings.Check();
        if (closed.Length != EdgeCount)
        {
            throw new ArgumentException("One flag per edge.", nameof(closed));
        }

        var hours = new double[EdgeCount];
        for (var edge = 0; edge < hours.Length; edge++)
        {
            hours[edge] = closed[edge] ? ClosedHours(edge, settings) : _openHours[edge];
        }

        return hours;
    }

    /// <summary>Hours along a closed edge: on foot, but never quicker than the open road; or infinite.</summary>
    public double ClosedHours(int edge, TravelSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return settings.ClosedAs == ClosedEdge.Infinite
            ? double.PositiveInfinity
            : Math.Max(_openHours[edge], _lengthM[edge] / 1000 / settings.WalkingKmPerHour);
    }
}
