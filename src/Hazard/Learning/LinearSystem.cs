namespace Surefoot.Hazard.Learning;

/// <summary>Solves A·x = b for a symmetric positive matrix given by its lower triangle (Cholesky), with a small ridge where it is singular.</summary>
internal static class LinearSystem
{
    public static double[] SolvePositive(double[] lower, double[] right, int size)
    {
        var largest = 0.0;
        for (var i = 0; i < size; i++)
        {
            largest = Math.Max(largest, lower[(i * size) + i]);
        }

        var ridge = Math.Max(largest, 1e-300) * 1e-12;
        var factor = new double[size * size];
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var sum = lower[(i * size) + j];
                for (var k = 0; k < j; k++)
                {
                    sum -= factor[(i * size) + k] * factor[(j * size) + k];
                }

                factor[(i * size) + j] = i == j ? Math.Sqrt(Math.Max(sum, ridge)) : sum / factor[(j * size) + j];
            }
        }

        var x = new double[size];
        for (var i = 0; i < size; i++)
        {
            var sum = right[i];
            for (var k = 0; k < i; k++)
            {
                sum -= factor[(i * size) + k] * x[k];
            }

            x[i] = sum / factor[(i * size) + i];
        }

        for (var i = size - 1; i >= 0; i--)
        {
            var sum = x[i];
            for (var k = i + 1; k < size; k++)
            {
                sum -= factor[(k * size) + i] * x[k];
            }

            x[i] = sum / factor[(i * size) + i];
        }

        return x;
    }
}
