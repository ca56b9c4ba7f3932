using Surefoot.Geodesy.Bearings;

namespace Surefoot.Geodesy.Traverses;

/// <summary>The leg without which, or walked the other way, the rest closes best.</summary>
/// <param name="Leg">Name of the leg.</param>
/// <param name="Row">Its row.</param>
/// <param name="Reversed">Walking it the other way closes; otherwise leaving it out does.</param>
/// <param name="MisclosureM">What would remain.</param>
public sealed record SuspectLeg(string Leg, int Row, bool Reversed, double MisclosureM);

/// <summary>A point of a traverse, east and north of its start in metres, true north up.</summary>
/// <param name="RawEastM">From the legs as measured.</param>
/// <param name="EastM">After the adjustment; the same as raw where none was made.</param>
public sealed record TraversePoint(string Name, double RawEastM, double RawNorthM, double EastM, double NorthM, bool Adjusted);

/// <summary>The sum of the legs against where they should end. Pure arithmetic; who may accept it is decided elsewhere.</summary>
/// <remarks>Compass rule: N. Bowditch's adjustment shares the misclosure over the legs by their lengths; C. D. Ghilani, "Adjustment
/// Computations", chapter on conventional traverse reduction. It assumes bearings and distances equally good.</remarks>
public sealed class ClosedTraverse
{
    private readonly (double East, double North)[] _vectors;
    private readonly IReadOnlyList<TraverseLeg> _legs;

    /// <param name="legs">In the order in which they were walked.</param>
    /// <param name="trueBearingsDeg">Bearing of each leg from true north.</param>
    public ClosedTraverse(IReadOnlyList<TraverseLeg> legs, IReadOnlyList<double> trueBearingsDeg)
    {
        ArgumentNullException.ThrowIfNull(legs);
        ArgumentNullException.ThrowIfNull(trueBearingsDeg);
        ArgumentOutOfRangeException.ThrowIfZero(legs.Count);
        ArgumentOutOfRangeException.ThrowIfNotEqual(trueBearingsDeg.Count, legs.Count);
        _legs = legs;
        _vectors = new (double, double)[legs.Count];
        for (var i = 0; i < _vectors.Length; i++)
        {
            var (sin, cos) = Math.SinCos(double.DegreesToRadians(CircleDivision.Normal(trueBearingsDeg[i])));
            _vectors[i] = (legs[i].LengthM * sin, legs[i].LengthM * cos);
        }

        (FirstOfLoop, EndsByName) = Loop(legs);
        for (var i = FirstOfLoop; i < _vectors.Length; i++)
        {
            LengthM += legs[i].LengthM;
            MissEastM += _vectors[i].East;
            MissNorthM += _vectors[i].North;
        }

        MisclosureM = Length(MissEastM, MissNorthM);
    }

    /// <summary>Legs before this one only lead to the loop (reference point, benchmark, start) and are not checked by its closing.</summary>
    public int FirstOfLoop { get; }

    /// <summary>The last leg ends, by its name, where the loop began; null if the legs are not named after their ends.</summary>
    public bool? EndsByName { get; }

    /// <summary>Length of the loop.</summary>
    public double LengthM { get; }

    public double MissEastM { get; }

    public double MissNorthM { get; }

    public double MisclosureM { get; }

    /// <summary>N of 1:N; infinite when nothing is missing.</summary>
    public double Ratio => LengthM / MisclosureM;

    /// <summary>Every leg left out, and every leg turned round; null if no such change brings the ends nearer.</summary>
    public SuspectLeg? Suspect()
    {
        SuspectLeg? best = null;
        for (var i = FirstOfLoop; i < _vectors.Length; i++)
        {
            for (var times = 1; times <= 2; times++)
            {
                var rest = Length(MissEastM - (times * _vectors[i].East), MissNorthM - (times * _vectors[i].North));
                if (rest < (best?.MisclosureM ?? MisclosureM))
                {
                    best = new(_legs[i].Name, _legs[i].Row, times == 2, rest);
                }
            }
        }

        return best;
    }

    /// <summary>End points of the legs, one each; with <paramref name="adjust"/> the loop is closed by the compass rule.</summary>
    public IReadOnlyList<TraversePoint> Points(bool adjust)
    {
        var points = new List<TraversePoint>(_vectors.Length);
        double rawEast = 0, rawNorth = 0, walkedM = 0;
        for (var i = 0; i < _vectors.Length; i++)
        {
            rawEast += _vectors[i].East;
            rawNorth += _vectors[i].North;
            var moved = adjust && i >= FirstOfLoop;
            walkedM += moved ? _legs[i].LengthM : 0;
            var share = moved ? walkedM / LengthM : 0;
            points.Add(new(_legs[i].ToName, rawEast, rawNorth, rawEast - (share * MissEastM), rawNorth - (share * MissNorthM), moved));
        }

        return points;
    }

    // Legs named after their ends say where the loop begins: at the point to which the last leg returns.
    private static (int First, bool? Closed) Loop(IReadOnlyList<TraverseLeg> legs)
    {
        for (var i = 0; i < legs.Count; i++)
        {
            if (legs[i].FromName is null || (i > 0 && !string.Equals(legs[i].FromName, legs[i - 1].ToName, StringComparison.OrdinalIgnoreCase)))
            {
                return (0, null);
            }
        }

        for (var i = 0; i < legs.Count; i++)
        {
            if (string.Equals(legs[i].FromName, legs[^1].ToName, StringComparison.OrdinalIgnoreCase))
            {
                return (i, true);
            }
        }

        return (0, false);
    }

    private static double Length(double east, double north) => Math.Sqrt((east * east) + (north * north));
}
