using Surefoot.Numerics;

namespace Surefoot.Hazard.Records;

/// <summary>Shift and rotation of one sheet from the finds its records meet: a posterior over a grid of poses, then a weighted rigid fit round its best place.</summary>
/// <remarks>
/// Posterior of pose T ∝ prior(T) · Π_i (1 − g + g·LR_i(T)): each record is of a real field with chance g, so that false records and copies cannot drag a sheet (robust by construction).
/// The prior is a mixture: right as it stands, known slips (a datum left out), a shift of any size, a shift with a rotation. Its mass decides, not the best fit:
/// one record that meets a cluster far off does not move a sheet that is right a priori.
/// </remarks>
internal sealed class FitSheet
{
    private const double TurnStepDeg = 0.2;
    private const double TurnSigmaDeg = 2.5;

    // A sheet without a turn still has the drawing's own.
    private const double NoTurnSigmaDeg = 0.15;
    // Round the best cell of the grid, before the records have their say.
    private const double WideShiftM = 60;
    private const int SpeakForThemselves = 3;
    private const double NearM = 90;
    private const double NearTurnDeg = 0.7;

    private readonly RecordClaim[] _records;
    private readonly DisplacementMap[] _maps;
    private readonly MatchOptions _options;
    private readonly KnownSlip[] _slips;
    private readonly double _middleX;
    private readonly double _middleY;
    private readonly int _reach;
    private readonly int _turns;
    private readonly double[] _posterior;
    private readonly double[] _prior;

    private FitSheet(RecordClaim[] records, DisplacementMap[] maps, MatchOptions options, KnownSlip[] slips, double middleX, double middleY)
    {
        (_records, _maps, _options, _slips, _middleX, _middleY) = (records, maps, options, slips, middleX, middleY);
        _reach = (int)Math.Ceiling(options.MaximumShiftM / options.StepM);
        _turns = (int)Math.Ceiling(options.MaximumTurnDeg / TurnStepDeg);
        var side = (2 * _reach) + 1;
        _prior = new double[side * side * ((2 * _turns) + 1)];
        _posterior = new double[_prior.Length];
    }

    /// <param name="records">Records of one sheet, those far outside it left out.</param>
    /// <param name="maps">One per record.</param>
    public static FitSheet Run(RecordClaim[] records, DisplacementMap[] maps, MatchOptions options, KnownSlip[] slips, double middleX, double middleY)
    {
        var fit = new FitSheet(records, maps, options, slips, middleX, middleY);
        fit.MakePrior();
        fit.MakePosterior();
        return fit;
    }

    /// <summary>Mean LR of each record over the poses that the other records of the sheet leave possible: what its own finds say, not counted twice.</summary>
    public (double[] Ratios, double[] Bare) RatiosWithoutSelf()
    {
        var g = _options.Genuine;
        var ratios = new double[_records.Length];
        var bare = new double[_records.Length];
        for (var i = 0; i < ratios.Length; i++)
        {
            double weighted = 0, facts = 0, mass = 0;
            for (var cell = 0; cell < _posterior.Length; cell++)
            {
                if (_posterior[cell] < 1e-9)
                {
                    continue;
                }

                var (east, north) = DisplacementOf(i, cell);
                var ratio = ExpLog.Exp(_maps[i].LogRatio(east, north));
                var others = _posterior[cell] / (1 - g + (g * ratio));
                mass += others;
                weighted += others * ratio;
                facts += others * _maps[i].BareRatio(east, north);
            }

            // Poses that only this record made possible were cut above; then the prior stands for the others.
            (ratios[i], bare[i]) = mass > 0 ? (weighted / mass, facts / mass) : (1, 1);
        }

        return (ratios, bare);
    }

    public SheetFit Fit(int sheet, GroundIndex ground)
    {
        var best = Best();
        var (east, north, turn) = PoseOf(best);
        double near = 0, right = 0, turned = 0;
        var slips = new double[_slips.Length];
        for (var cell = 0; cell < _posterior.Length; cell++)
        {
            var mass = _posterior[cell];
            if (mass < 1e-12)
            {
                continue;
            }

            var (e, n, t) = PoseOf(cell);
            if (IsNear(e, n, t, east, north, turn))
            {
                near += mass;
            }

            right += mass * Part(_options.PriorRight * At(e, n, t, 0, 0, _options.RightSigmaM, NoTurnSigmaDeg), cell);
            for (var k = 0; k < slips.Length; k++)
            {
                slips[k] += mass * Part(_slips[k].Prior * At(e, n, t, _slips[k].EastM, _slips[k].NorthM, _options.RightSigmaM, NoTurnSigmaDeg), cell);
            }

            turned += mass * Part(Wide(e, n) * _options.PriorTurn * Normal(double.RadiansToDegrees(t), TurnSigmaDeg), cell);
        }

        var first = new SheetPose(_middleX, _middleY, east, north, turn);
        var turnSigma = double.DegreesToRadians(turned > 0.5 ? TurnSigmaDeg : NoTurnSigmaDeg);
        var free = RefineSheet.Run(_records, _maps, ground, first, (first with { TurnRad = turned > 0.5 ? turn : 0 }, WideShiftM, turnSigma));
        var (pose, within, weights) = ChooseComponent(free, turnSigma, [right, .. slips]);
        var slip = Enumerable.Range(0, slips.Length).FirstOrDefault(k => weights[k + 1] > 0.5, -1);
        var covariance = Spread((pose, within, free.Matched), near, east, north, turn);
        return new(sheet, pose, covariance, near, right, slip < 0 ? null : _slips[slip].Name, _records.Length, _maps.Count(map => map.Says), free.Matched);

        double Part(double component, int cell) => component / _prior[cell];
    }

    private void MakePrior()
    {
        for (var cell = 0; cell < _prior.Length; cell++)
        {
            var (e, n, t) = PoseOf(cell);
            var density = _options.PriorRight * At(e, n, t, 0, 0, _options.RightSigmaM, NoTurnSigmaDeg);
            foreach (var slip in _slips)
            {
                density += slip.Prior * At(e, n, t, slip.EastM, slip.NorthM, _options.RightSigmaM, NoTurnSigmaDeg);
            }

            density += Wide(e, n) * ((_options.PriorShift * Normal(double.RadiansToDegrees(t), NoTurnSigmaDeg)) + (_options.PriorTurn * Normal(double.RadiansToDegrees(t), TurnSigmaDeg)));
            _prior[cell] = Math.Max(density, 1e-300);
        }
    }

    private void MakePosterior()
    {
        var side = (2 * _reach) + 1;
        var top = double.MinValue;
        for (var layer = 0; layer <= 2 * _turns; layer++)
        {
            var turn = double.DegreesToRadians((layer - _turns) * TurnStepDeg);
            var moved = Array.ConvertAll(_records, record => Turned(record, turn));
            for (var i = 0; i < side * side; i++)
            {
                var cell = (layer * side * side) + i;
                double e = ((i % side) - _reach) * _options.StepM, n = ((i / side) - _reach) * _options.StepM, log = ExpLog.Log(_prior[cell]);
                if (_prior[cell] > 1e-299)
                {
                    for (var k = 0; k < moved.Length; k++)
                    {
                        log += _maps[k].LogMixed(moved[k].East + e, moved[k].North + n);
                    }
                }

                _posterior[cell] = log;
                top = Math.Max(top, log);
            }
        }

        var sum = 0.0;
        for (var cell = 0; cell < _posterior.Length; cell++)
        {
            sum += _posterior[cell] = ExpLog.Exp(Math.Max(-700, _posterior[cell] - top));
        }

        for (var cell = 0; cell < _posterior.Length; cell++)
        {
            _posterior[cell] /= sum;
        }
    }

    // The place with the most mass round it, not the single highest cell: 3 × 3 × 3 cells.
    private int Best()
    {
        var side = (2 * _reach) + 1;
        int best = 0;
        var most = -1.0;
        for (var cell = 0; cell < _posterior.Length; cell++)
        {
            if (_posterior[cell] < most / 27)
            {
                continue;
            }

            int layer = cell / (side * side), row = cell / side % side, column = cell % side;
            var sum = 0.0;
            for (var l = Math.Max(0, layer - 1); l <= Math.Min(2 * _turns, layer + 1); l++)
            {
                for (var r = Math.Max(0, row - 1); r <= Math.Min(side - 1, row + 1); r++)
                {
                    for (var c = Math.Max(0, column - 1); c <= Math.Min(side - 1, column + 1); c++)
                    {
                        sum += _posterior[(((l * side) + r) * side) + c];
                    }
                }
            }

            if (sum > most)
            {
                (most, best) = (sum, cell);
            }
        }

        return best;
    }

    // Is the fitted place that of a right sheet, of a known slip, or neither? The fit without any of them decides; where no record was met, the grid does.
    // From three records on the fit stands by itself: a prior that a sheet is right would pull a small slip towards nothing. Below, what stays open between two of them widens the region.
    private (SheetPose Pose, double[] Covariance, double[] Weights) ChooseComponent((SheetPose Pose, double[] Covariance, int Matched) free, double turnSigma, double[] mass)
    {
        (double East, double North, double Prior)[] narrow = [(0, 0, _options.PriorRight), .. _slips.Select(slip => (slip.EastM, slip.NorthM, slip.Prior))];
        var weights = new double[narrow.Length + 1];
        var poses = new (double[] Mean, double[] Covariance)[narrow.Length + 1];
        double[] mean = [free.Pose.EastM, free.Pose.NorthM, free.Pose.TurnRad];
        var variance = _options.RightSigmaM * _options.RightSigmaM;
        for (var k = 0; k < narrow.Length; k++)
        {
            double dx = free.Pose.EastM - narrow[k].East, dy = free.Pose.NorthM - narrow[k].North, a = free.Covariance[0] + variance, b = free.Covariance[1], d = free.Covariance[4] + variance;
            var determinant = (a * d) - (b * b);
            var distance = ((d * dx * dx) - (2 * b * dx * dy) + (a * dy * dy)) / determinant;
            weights[k] = free.Matched == 0 ? mass[k] : narrow[k].Prior * ExpLog.Exp(-0.5 * Math.Min(distance, 1000)) / (2 * Math.PI * Math.Sqrt(determinant));
            poses[k] = Fuse(mean, free.Covariance, [narrow[k].East, narrow[k].North, 0], [1 / variance, 1 / variance, 1 / (turnSigma * turnSigma)]);
        }

        weights[^1] = free.Matched == 0 ? Math.Max(0, 1 - mass.Sum()) : _options.PriorShift / (Math.PI * _options.MaximumShiftM * _options.MaximumShiftM);
        poses[^1] = (mean, free.Covariance);
        var sum = weights.Sum();
        weights = Array.ConvertAll(weights, weight => weight / sum);
        if (free.Matched >= SpeakForThemselves)
        {
            return (free.Pose, free.Covariance, weights);
        }

        var middle = new double[3];
        var covariance = new double[9];
        for (var k = 0; k < weights.Length; k++)
        {
            for (var i = 0; i < 3; i++)
            {
                middle[i] += weights[k] * poses[k].Mean[i];
            }
        }

        for (var k = 0; k < weights.Length; k++)
        {
            for (var i = 0; i < 3; i++)
            {
                for (var j = 0; j < 3; j++)
                {
                    covariance[(3 * i) + j] += weights[k] * (poses[k].Covariance[(3 * i) + j] + ((poses[k].Mean[i] - middle[i]) * (poses[k].Mean[j] - middle[j])));
                }
            }
        }

        return (free.Pose with { EastM = middle[0], NorthM = middle[1], TurnRad = middle[2] }, covariance, weights);
    }

    private static (double[] Mean, double[] Covariance) Fuse(double[] mean, double[] covariance, double[] other, double[] precision)
    {
        var sum = Symmetric3.Inverse(covariance);
        var right = new double[3];
        for (var i = 0; i < 3; i++)
        {
            right[i] = (sum[3 * i] * mean[0]) + (sum[(3 * i) + 1] * mean[1]) + (sum[(3 * i) + 2] * mean[2]) + (precision[i] * other[i]);
        }

        for (var i = 0; i < 3; i++)
        {
            sum[4 * i] += precision[i];
        }

        var fused = Symmetric3.Inverse(sum);
        return ([.. Enumerable.Range(0, 3).Select(i => (fused[3 * i] * right[0]) + (fused[(3 * i) + 1] * right[1]) + (fused[(3 * i) + 2] * right[2]))], fused);
    }

    // Inside the mode the rigid fit says how sure it is; the rest of the mass lies where the grid says.
    private double[] Spread((SheetPose Pose, double[] Covariance, int Matched) refined, double near, double east, double north, double turn)
    {
        var covariance = new double[9];
        for (var i = 0; i < 9; i++)
        {
            covariance[i] = near * refined.Covariance[i];
        }

        for (var cell = 0; cell < _posterior.Length; cell++)
        {
            var mass = _posterior[cell];
            var (e, n, t) = PoseOf(cell);
            if (mass < 1e-12 || IsNear(e, n, t, east, north, turn))
            {
                continue;
            }

            Span<double> d = [e - refined.Pose.EastM, n - refined.Pose.NorthM, t - refined.Pose.TurnRad];
            for (var i = 0; i < 3; i++)
            {
                for (var j = 0; j < 3; j++)
                {
                    covariance[(3 * i) + j] += mass * d[i] * d[j];
                }
            }
        }

        return covariance;
    }

    private static bool IsNear(double e, double n, double t, double east, double north, double turn) =>
        ((e - east) * (e - east)) + ((n - north) * (n - north)) <= NearM * NearM && Math.Abs(t - turn) <= double.DegreesToRadians(NearTurnDeg);

    // Uniform over the disc of shifts that are looked for.
    private double Wide(double e, double n) =>
        (e * e) + (n * n) <= _options.MaximumShiftM * _options.MaximumShiftM ? 1 / (Math.PI * _options.MaximumShiftM * _options.MaximumShiftM) : 0;

    private (double East, double North) DisplacementOf(int record, int cell)
    {
        var (e, n, t) = PoseOf(cell);
        var (east, north) = Turned(_records[record], t);
        return (east + e, north + n);
    }

    // Where a turn about the middle brings the record, before the shift.
    private (double East, double North) Turned(RecordClaim record, double turn)
    {
        var (sin, cos) = Math.SinCos(turn);
        double dx = record.XM - _middleX, dy = record.YM - _middleY;
        return ((dx * cos) - (dy * sin) - dx, (dx * sin) + (dy * cos) - dy);
    }

    private (double EastM, double NorthM, double TurnRad) PoseOf(int cell)
    {
        var side = (2 * _reach) + 1;
        return (((cell % side) - _reach) * _options.StepM, ((cell / side % side) - _reach) * _options.StepM, double.DegreesToRadians(((cell / (side * side)) - _turns) * TurnStepDeg));
    }

    // σ is never taken below a step, or a narrow component would fall between the cells.
    private double At(double e, double n, double t, double east, double north, double sigmaM, double sigmaDeg)
    {
        var sigma = Math.Max(sigmaM, 0.6 * _options.StepM);
        return Normal(e - east, sigma) * Normal(n - north, sigma) * Normal(double.RadiansToDegrees(t), Math.Max(sigmaDeg, 0.6 * TurnStepDeg));
    }

    private static double Normal(double x, double sigma) => ExpLog.Exp(-0.5 * x * x / (sigma * sigma)) / (sigma * Math.Sqrt(2 * Math.PI));
}
