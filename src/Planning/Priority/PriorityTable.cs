namespace Surefoot.Planning.Priority;

/// <summary>Areas × factors: values as measured and the points they give.</summary>
/// <remarks>Areas are rows in an order that the caller fixes (by id), since ties are settled by it.</remarks>
public sealed class PriorityTable
{
    private readonly double[] _values;
    private readonly double[] _points;

    private PriorityTable(IReadOnlyList<PriorityFactor> factors, double[] values, double[] points, bool[] eligible)
    {
        Factors = factors;
        _values = values;
        _points = points;
        Eligible = eligible;
    }

    public IReadOnlyList<PriorityFactor> Factors { get; }

    public int Areas => Eligible.Count;

    /// <summary>Areas that passed every gate; the others are ranked behind all of them.</summary>
    public IReadOnlyList<bool> Eligible { get; }

    /// <param name="values">Areas × factors, row by row.</param>
    /// <param name="eligible">One for each area.</param>
    /// <exception cref="ArgumentException">The sizes do not match, a factor's unit or most is not above 0, or a code is doubled.</exception>
    public static PriorityTable Create(IReadOnlyList<PriorityFactor> factors, double[] values, bool[] eligible)
    {
        ArgumentNullException.ThrowIfNull(factors);
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(eligible);
        if (values.Length != factors.Count * eligible.Length)
        {
            throw new ArgumentException($"{eligible.Length} areas × {factors.Count} factors are not {values.Length} values.", nameof(values));
        }

        if (factors.Any(factor => !(factor.Unit > 0) || !(factor.Most > 0)) || factors.DistinctBy(factor => factor.Code, StringComparer.Ordinal).Count() != factors.Count)
        {
            throw new ArgumentException("Factors have codes of their own, and a unit and a most above 0.", nameof(factors));
        }

        var points = new double[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            points[i] = factors[i % factors.Count].Points(values[i]);
        }

        return new(factors, values, points, eligible);
    }

    public double Value(int area, int factor) => _values[(area * Factors.Count) + factor];

    /// <summary>Points of one area by factor.</summary>
    public ReadOnlySpan<double> Points(int area) => _points.AsSpan(area * Factors.Count, Factors.Count);

    /// <summary>Σ weight × points, summed in the order of the factors.</summary>
    public double Score(int area, ReadOnlySpan<double> weights)
    {
        var points = Points(area);
        var sum = 0.0;
        for (var factor = 0; factor < points.Length; factor++)
        {
            sum += weights[factor] * points[factor];
        }

        return sum;
    }

    /// <exception cref="ArgumentException">Not one weight for each factor, or one that is negative or not a number.</exception>
    internal void Check(ReadOnlySpan<double> weights)
    {
        if (weights.Length != Factors.Count)
        {
            throw new ArgumentException($"{Factors.Count} factors need as many weights, not {weights.Length}.", nameof(weights));
        }

        foreach (var weight in weights)
        {
            if (!(weight >= 0) || double.IsInfinity(weight))
            {
                throw new ArgumentException("A weight is a number from 0.", nameof(weights));
            }
        }
    }
}
