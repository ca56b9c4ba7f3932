namespace Surefoot.Hazard.Learning;

/// <summary>Mean and standard deviation of each feature of the training part; a constant feature becomes 0.</summary>
public sealed class Standardiser
{
    private readonly double[] _mean;
    private readonly double[] _scale;

    private Standardiser(double[] mean, double[] scale)
    {
        _mean = mean;
        _scale = scale;
    }

    public static Standardiser Of(double[][] columns)
    {
        var mean = columns.Select(c => Numerics.LaneSum.Of(c) / c.Length).ToArray();
        var scale = columns.Select((c, j) => Deviation(c, mean[j])).ToArray();
        return new Standardiser(mean, scale);
    }

    /// <summary>Row-major standardised features.</summary>
    public double[] Rows(double[][] columns)
    {
        var n = columns.Length == 0 ? 0 : columns[0].Length;
        var rows = new double[n * columns.Length];
        for (var j = 0; j < columns.Length; j++)
        {
            for (var i = 0; i < n; i++)
            {
                rows[(i * columns.Length) + j] = _scale[j] == 0 ? 0 : (columns[j][i] - _mean[j]) / _scale[j];
            }
        }

        return rows;
    }

    private static double Deviation(double[] values, double mean)
    {
        var squares = new double[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            squares[i] = (values[i] - mean) * (values[i] - mean);
        }

        return Math.Sqrt(Numerics.LaneSum.Of(squares) / values.Length);
    }
}
