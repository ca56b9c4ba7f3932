namespace Surefoot.Planning.Priority;

/// <summary>Weights out of judgements in pairs, and whether the judgements agree with each other.</summary>
/// <param name="Weights">Sum 1.</param>
/// <param name="LargestEigenvalue">As many as there are factors if the judgements agree exactly; more otherwise.</param>
/// <param name="ConsistencyRatio">Below 0.1 the judgements are taken as consistent.</param>
public sealed record HierarchyWeights(IReadOnlyList<double> Weights, double LargestEigenvalue, double ConsistencyRatio)
{
    public bool IsConsistent => ConsistencyRatio < 0.1;
}

/// <summary>The analytic hierarchy process (Saaty, The Analytic Hierarchy Process, 1980): weights are the principal eigenvector of the matrix of judgements.</summary>
public static class AnalyticHierarchy
{
    public const int MostFactors = 15;

    // Mean consistency index of random matrices of 1, 2, … 15 factors (Saaty 1980, chapter 3).
    private static readonly double[] s_randomIndex = [0, 0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59];

    private const int MostSteps = 10_000;

    /// <param name="judgements">Square: how many times more the row's factor counts than the column's, 1/9 to 9; reciprocal, ones on the diagonal.</param>
    /// <exception cref="ArgumentException">Not square, of more than 15 factors, or not reciprocal.</exception>
    public static HierarchyWeights Weigh(double[,] judgements)
    {
        ArgumentNullException.ThrowIfNull(judgements);
        var n = judgements.GetLength(0);
        Check(judgements, n);
        var weights = new double[n];
        Array.Fill(weights, 1.0 / n);
        var next = new double[n];
        var largest = 0.0;
        for (var step = 0; step < MostSteps; step++)
        {
            for (var i = 0; i < n; i++)
            {
                next[i] = 0;
                for (var j = 0; j < n; j++)
                {
                    next[i] += judgements[i, j] * weights[j];
                }
            }

            // The weights sum to 1, so the sum after one step is the eigenvalue.
            largest = Sum(next);
            var change = 0.0;
            for (var i = 0; i < n; i++)
            {
                next[i] /= largest;
                change = Math.Max(change, Math.Abs(next[i] - weights[i]));
            }

            (weights, next) = (next, weights);
            if (change < 1e-15)
            {
                break;
            }
        }

        var index = n < 2 ? 0 : Math.Max(0, (largest - n) / (n - 1));
        return new(weights, largest, s_randomIndex[n - 1] == 0 ? 0 : index / s_randomIndex[n - 1]);
    }

    private static double Sum(double[] values)
    {
        var sum = 0.0;
        foreach (var value in values)
        {
            sum += value;
        }

        return sum;
    }

    private static void Check(double[,] judgements, int n)
    {
        if (n is 0 or > MostFactors || judgements.GetLength(1) != n)
        {
            throw new ArgumentException($"Judgements are a square of 1 to {MostFactors} factors.", nameof(judgements));
        }

        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                if (!(judgements[i, j] > 0) || !(judgements[j, i] > 0) || Math.Abs((judgements[i, j] * judgements[j, i]) - 1) > 1e-9)
                {
                    throw new ArgumentException($"The judgement of {i} over {j} and that of {j} over {i} are not reciprocal numbers above 0.", nameof(judgements));
                }
            }
        }
    }
}
