using Surefoot.Numerics;

namespace Surefoot.SampleCountry;

/// <summary>The streams of one run; each part draws from its own, so that parts can change without disturbing each other.</summary>
internal enum Part : ulong
{
    Relief = 1,
    Front,
    Positions,
    Fields,
    Scatter,
    Mesh,
    Hazards,
    Releases,
    Finds,
    Records,
    Testimonies,
    Accidents,
    Settlements,
    Blockages,
    Flood,
    PowerLines,
    Soil,
    DeliveredRelief,
}

/// <summary>Draws from a seeded stream.</summary>
internal static class Draw
{
    public static SeededRandom Stream(ulong seed, Part part, ulong key = 0) => new(seed, (ulong)part, key);

    public static double Between(this ref SeededRandom random, double from, double to) => from + ((to - from) * random.NextUnit());

    /// <summary>Both ends included.</summary>
    public static int Whole(this ref SeededRandom random, int from, int to) => from + random.NextIndex(to - from + 1);

    public static bool Chance(this ref SeededRandom random, double probability) => random.NextUnit() < probability;

    /// <summary>Standard normal (Box and Muller).</summary>
    public static double Normal(this ref SeededRandom random)
    {
        var u = 1 - random.NextUnit();
        return Math.Sqrt(-2 * Math.Log(u)) * Math.Cos(2 * Math.PI * random.NextUnit());
    }

    public static double Exponential(this ref SeededRandom random, double mean) => -mean * Math.Log(1 - random.NextUnit());

    public static double Logistic(this ref SeededRandom random)
    {
        var u = random.Between(1e-12, 1 - 1e-12);
        return Math.Log(u / (1 - u));
    }

    /// <summary>Index drawn with the given weights, which need not sum to 1.</summary>
    public static int Weighted(this ref SeededRandom random, params ReadOnlySpan<double> weights)
    {
        var total = 0.0;
        foreach (var weight in weights)
        {
            total += weight;
        }

        var at = random.NextUnit() * total;
        for (var i = 0; i < weights.Length - 1; i++)
        {
            at -= weights[i];
            if (at < 0)
            {
                return i;
            }
        }

        return weights.Length - 1;
    }

    public static T Of<T>(this ref SeededRandom random, params ReadOnlySpan<T> values) => values[random.NextIndex(values.Length)];

    public static void Shuffle<T>(this ref SeededRandom random, Span<T> values)
    {
        for (var i = values.Length - 1; i > 0; i--)
        {
            var j = random.NextIndex(i + 1);
            (values[i], values[j]) = (values[j], values[i]);
        }
    }
}

/// <summary>Draws indices in proportion to fixed weights, with replacement.</summary>
internal sealed class WeightedChoice
{
    private readonly double[] _cumulative;

    public WeightedChoice(ReadOnlySpan<double> weights)
    {
        _cumulative = new double[weights.Length];
        var sum = 0.0;
        for (var i = 0; i < weights.Length; i++)
        {
            sum += weights[i];
            _cumulative[i] = sum;
        }
    }

    public double Total => _cumulative.Length == 0 ? 0 : _cumulative[^1];

    public int Next(ref SeededRandom random)
    {
        var at = Array.BinarySearch(_cumulative, random.NextUnit() * Total);
        return Math.Min(at < 0 ? ~at : at + 1, _cumulative.Length - 1);
    }
}
