using Surefoot.Hazard.Evaluation;
using Surefoot.Numerics;

namespace Surefoot.Hazard.Learning;

/// <summary>What a fit on the design gives, before it becomes a model.</summary>
/// <param name="Weights">On the raw features.</param>
/// <param name="Slope">Held-out calibration slope, and <paramref name="Offset"/> its intercept.</param>
internal sealed record ChosenFit(double Intercept, double[] Weights, double Slope, double Offset, double HeldOutLogLoss, double Penalty, double[] Covariance);

/// <summary>Penalised logistic regression with known directions, its penalty and calibration chosen on held-out blocks.</summary>
internal sealed class ConstrainedFit
{
    // A penalty no weight survives.
    private const double Forbidden = 1e12;

    private readonly TrainingCells _cells;
    private readonly int _columns;
    private readonly double[] _rows;
    private readonly double[] _mean;
    private readonly double[] _scale;
    private readonly int[] _sign;
    private readonly int[] _fold;
    private readonly int _folds;

    public ConstrainedFit(Design design, TrainingCells cells, ulong seed, int folds, IReadOnlyList<int> signs)
    {
        _cells = cells;
        _columns = design.Columns;
        _folds = folds;
        _fold = SpatialBlocks.Folds(cells.Block, folds, seed);
        _sign = [.. signs];
        var n = cells.Count;
        _mean = new double[_columns];
        _scale = new double[_columns];
        _rows = new double[n * _columns];
        var column = new double[n];
        for (var j = 0; j < _columns; j++)
        {
            for (var i = 0; i < n; i++)
            {
                column[i] = design.Rows[(i * _columns) + j];
            }

            _mean[j] = LaneSum.Of(column) / n;
            var squares = Array.ConvertAll(column, v => (v - _mean[j]) * (v - _mean[j]));
            _scale[j] = Math.Sqrt(LaneSum.Of(squares) / n);
            for (var i = 0; i < n; i++)
            {
                _rows[(i * _columns) + j] = _scale[j] < 1e-9 ? 0 : (column[i] - _mean[j]) / _scale[j];
            }
        }
    }

    public ChosenFit Choose(double[] penalties, int workers, CancellationToken cancellation)
    {
        // Directions are settled once, on all blocks: which terms are held at nothing hardly depends on the penalty, and each round costs a fit.
        var (dropped, start) = Directions(penalties[penalties.Length / 2]);
        cancellation.ThrowIfCancellationRequested();
        var best = double.PositiveInfinity;
        var penalty = penalties[0];
        double[] heldOut = [];
        foreach (var candidate in penalties)
        {
            cancellation.ThrowIfCancellationRequested();
            var z = HeldOut(candidate, dropped, start, workers);
            var loss = Loss(z);
            if (loss < best)
            {
                (best, penalty, heldOut) = (loss, candidate, z);
            }
        }

        var platt = LogisticRegression.Fit(heldOut, 1, _cells.Label, [0.0], default, _cells.Detection);
        var model = Fit(penalty, dropped, null, start);
        var covariance = Covariance(model, penalty, dropped);
        // From standardised to raw features.
        var weights = new double[_columns];
        var intercept = model.Intercept;
        for (var j = 0; j < _columns; j++)
        {
            weights[j] = _scale[j] < 1e-9 ? 0 : model.Coefficients[j] / _scale[j];
            intercept -= weights[j] * _mean[j];
        }

        return new ChosenFit(intercept, weights, platt.Coefficients[0], platt.Intercept, best, penalty, covariance);
    }

    private double[] HeldOut(double penalty, bool[] dropped, LogisticModel start, int workers)
    {
        var z = new double[_cells.Count];
        RowLoop.Run(_folds, workers, new JudgeFold(this, penalty, dropped, start, z));
        return z;
    }

    private readonly struct JudgeFold(ConstrainedFit fit, double penalty, bool[] dropped, LogisticModel start, double[] z) : IRowOperation
    {
        public void Invoke(int row)
        {
            var fold = row;
            var model = fit.Fit(penalty, dropped, Array.ConvertAll(fit._fold, f => f == fold ? 0.0 : 1.0), start);
            for (var i = 0; i < z.Length; i++)
            {
                if (fit._fold[i] == fold)
                {
                    z[i] = model.LogOdds(fit._rows.AsSpan(i * fit._columns, fit._columns));
                }
            }
        }
    }

    private double Loss(double[] z)
    {
        var sum = 0.0;
        for (var i = 0; i < z.Length; i++)
        {
            var seen = Math.Clamp(_cells.Detection[i] * ExpLog.Logistic(z[i]), 1e-12, 1 - 1e-12);
            sum -= _cells.Label[i] > 0.5 ? ExpLog.Log(seen) : ExpLog.Log1P(-seen);
        }

        return sum / z.Length;
    }

    // A term that comes out against its known direction is set to nothing and the rest is fitted again.
    private (bool[] Dropped, LogisticModel Model) Directions(double penalty)
    {
        var dropped = new bool[_columns];
        LogisticModel? model = null;
        while (true)
        {
            model = Fit(penalty, dropped, null, model);
            var again = false;
            for (var j = 0; j < _columns; j++)
            {
                if (!dropped[j] && _sign[j] != 0 && model.Coefficients[j] * _sign[j] < 0)
                {
                    dropped[j] = true;
                    model.Coefficients[j] = 0;
                    again = true;
                }
            }

            if (!again)
            {
                return (dropped, model);
            }
        }
    }

    private LogisticModel Fit(double penalty, bool[] dropped, double[]? use, LogisticModel? start) => LogisticRegression.Fit(
        _rows, _columns, _cells.Label, Array.ConvertAll(dropped, d => d ? Forbidden : penalty), use, _cells.Detection, start);

    // Inverse of the expected information, widened because cells of one released area are not independent, on the raw features.
    private double[] Covariance(LogisticModel model, double penalty, bool[] dropped)
    {
        const double CellsPerIndependentOne = 12.0;
        var k = _columns + 1;
        var information = new double[k * k];
        for (var i = 0; i < _cells.Count; i++)
        {
            var row = _rows.AsSpan(i * _columns, _columns);
            var p = ExpLog.Logistic(model.LogOdds(row));
            var d = _cells.Detection[i];
            var w = d * p * (1 - p) * (1 - p) / Math.Max(1e-12, 1 - (d * p)) / CellsPerIndependentOne;
            information[0] += w;
            for (var a = 0; a < _columns; a++)
            {
                information[(a + 1) * k] += w * row[a];
                for (var b = 0; b <= a; b++)
                {
                    information[((a + 1) * k) + b + 1] += w * row[a] * row[b];
                }
            }
        }

        for (var j = 0; j < _columns; j++)
        {
            information[((j + 1) * k) + j + 1] += dropped[j] ? Forbidden : penalty;
        }

        var size = k;
        var inverse = new double[k * k];
        for (var j = 0; j < k; j++)
        {
            var unit = new double[k];
            unit[j] = 1;
            LinearSystem.SolvePositive(information, unit, k).CopyTo(inverse, j * k);
        }

        // Raw weight = standardised weight / scale; raw intercept = intercept − Σ mean/scale · weight.
        var jacobian = new double[size * k];
        jacobian[0] = 1;
        for (var j = 0; j < _columns; j++)
        {
            var perScale = _scale[j] < 1e-9 || dropped[j] ? 0 : 1 / _scale[j];
            jacobian[j + 1] = -_mean[j] * perScale;
            jacobian[((j + 1) * k) + j + 1] = perScale;
        }

        return Sandwich(jacobian, inverse, size, k);
    }

    private static double[] Sandwich(double[] jacobian, double[] inner, int size, int k)
    {
        var left = new double[size * k];
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j < k; j++)
            {
                for (var m = 0; m < k; m++)
                {
                    left[(i * k) + j] += jacobian[(i * k) + m] * inner[(m * k) + j];
                }
            }
        }

        var result = new double[size * size];
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j < size; j++)
            {
                for (var m = 0; m < k; m++)
                {
                    result[(i * size) + j] += left[(i * k) + m] * jacobian[(j * k) + m];
                }
            }
        }

        return result;
    }
}
