using Surefoot.Numerics;

namespace Surefoot.Hazard.Records;

/// <summary>Rigid shift and rotation by the records that meet finds near a first pose, each with the displacement its own finds ask for (METHODS H4).</summary>
/// <remarks>
/// Displacement d_i and its covariance C_i: mean and moments of exp(score/τ) over small displacements. Each record has an error of its own on the sheet (σ per axis), and its shape is drawn freely, so it weighs (C_i + σ²I + shape)⁻¹;
/// outliers lose weight as under Student's t with four degrees of freedom. Covariance (Σ JᵀWJ)⁻¹, widened by the spread of what is left over where that is larger than expected.
/// τ > 1 because finds of one field are not independent of one another.
/// </remarks>
internal static class RefineSheet
{
    private const double ReachM = 80;
    private const double StepM = 8;
    private const double Temper = 3;
    private const double LeastLogRatio = 1.0;
    private const double Freedom = 4;
    private const int Rounds = 12;

    // The middle of a shape is drawn no better than this share of its size.
    private const double DrawnShare = 0.08;

    /// <param name="first">Where to begin.</param>
    /// <param name="prior">What is believed without these records: about zero, a known slip, or <paramref name="first"/> itself, with σ of shift (m) and turn (rad).</param>
    public static (SheetPose Pose, double[] Covariance, int Matched) Run(RecordClaim[] records, DisplacementMap[] maps, GroundIndex ground, SheetPose first, (SheetPose Pose, double ShiftSigmaM, double TurnSigmaRad) prior)
    {
        List<Pull> pulls = [];
        for (var i = 0; i < records.Length; i++)
        {
            var (x, y) = first.Apply(records[i].XM, records[i].YM);
            if (maps[i].LogRatio(x - records[i].XM, y - records[i].YM) >= LeastLogRatio && PullOf(records[i], ground, first) is { } pull)
            {
                pulls.Add(pull);
            }
        }

        double[] believed = [prior.Pose.EastM - first.EastM, prior.Pose.NorthM - first.NorthM, prior.Pose.TurnRad - first.TurnRad];
        var solution = new double[3];
        var covariance = Solve(pulls, solution, believed, prior.ShiftSigmaM, prior.TurnSigmaRad);
        var pose = first with { EastM = first.EastM + solution[0], NorthM = first.NorthM + solution[1], TurnRad = first.TurnRad + solution[2] };
        return (pose, covariance, pulls.Count);
    }

    private static double[] Solve(List<Pull> pulls, double[] solution, double[] believed, double shiftSigma, double turnSigma)
    {
        var covariance = new double[9];
        for (var round = 0; round < Rounds; round++)
        {
            double[] normal = [1 / (shiftSigma * shiftSigma), 0, 0, 0, 1 / (shiftSigma * shiftSigma), 0, 0, 0, 1 / (turnSigma * turnSigma)];
            double[] right = [believed[0] / (shiftSigma * shiftSigma), believed[1] / (shiftSigma * shiftSigma), believed[2] / (turnSigma * turnSigma)];
            double chi = 0, weights = 0;
            foreach (var pull in pulls)
            {
                double rx = pull.East - solution[0] + (pull.OffY * solution[2]), ry = pull.North - solution[1] - (pull.OffX * solution[2]);
                var distance = (pull.Wxx * rx * rx) + (2 * pull.Wxy * rx * ry) + (pull.Wyy * ry * ry);
                var weight = (Freedom + 2) / (Freedom + distance);
                chi += weight * distance;
                weights += 1;

                // J = [1 0 −offY; 0 1 offX].
                Span<double> jx = [1, 0, -pull.OffY];
                Span<double> jy = [0, 1, pull.OffX];
                for (var a = 0; a < 3; a++)
                {
                    for (var b = 0; b < 3; b++)
                    {
                        normal[(3 * a) + b] += weight * ((jx[a] * ((pull.Wxx * jx[b]) + (pull.Wxy * jy[b]))) + (jy[a] * ((pull.Wxy * jx[b]) + (pull.Wyy * jy[b]))));
                    }

                    right[a] += weight * ((jx[a] * ((pull.Wxx * pull.East) + (pull.Wxy * pull.North))) + (jy[a] * ((pull.Wxy * pull.East) + (pull.Wyy * pull.North))));
                }
            }

            covariance = Symmetric3.Inverse(normal);
            for (var a = 0; a < 3; a++)
            {
                solution[a] = (covariance[3 * a] * right[0]) + (covariance[(3 * a) + 1] * right[1]) + (covariance[(3 * a) + 2] * right[2]);
            }

            if (round == Rounds - 1 && weights > 2)
            {
                var widen = Math.Max(1, chi / ((2 * weights) - 3));
                covariance = Array.ConvertAll(covariance, value => value * widen);
            }
        }

        return covariance;
    }

    private static Pull? PullOf(RecordClaim record, GroundIndex ground, SheetPose pose)
    {
        var (x, y) = pose.Apply(record.XM, record.YM);
        var bands = Array.ConvertAll(record.Bands, band => Bands.Move(band, pose));
        var extent = bands.Max(band => Math.Abs(band.XM - x) + Math.Abs(band.YM - y) + band.HalfLengthM) + ReachM + (3 * record.SigmaM);
        var finds = ground.FindsWithin(x, y, extent, record.Category);
        var rho = 200.0;
        var steps = (int)(ReachM / StepM);
        var side = (2 * steps) + 1;
        Span<double> score = new double[side * side];
        var top = double.MinValue;
        for (var row = 0; row < side; row++)
        {
            for (var column = 0; column < side; column++)
            {
                double u = (column - steps) * StepM, v = (row - steps) * StepM, sum = 0;
                foreach (var find in finds)
                {
                    var m = 0.0;
                    foreach (ref readonly var band in bands.AsSpan())
                    {
                        m = Math.Max(m, Bands.Membership(band, find.XM - u, find.YM - v, record.SigmaM));
                    }

                    sum += ExpLog.Log1P(rho * m);
                }

                score[(row * side) + column] = sum / Temper;
                top = Math.Max(top, sum / Temper);
            }
        }

        if (!(top > 0))
        {
            return null;
        }

        double mass = 0, mx = 0, my = 0, xx = 0, yy = 0, xy = 0;
        for (var i = 0; i < score.Length; i++)
        {
            double w = ExpLog.Exp(Math.Max(-700, score[i] - top)), u = ((i % side) - steps) * StepM, v = ((i / side) - steps) * StepM;
            mass += w;
            (mx, my) = (mx + (w * u), my + (w * v));
            (xx, yy, xy) = (xx + (w * u * u), yy + (w * v * v), xy + (w * u * v));
        }

        (mx, my) = (mx / mass, my / mass);
        var own = (record.SigmaM * record.SigmaM) + (StepM * StepM / 12);
        double cxx = (xx / mass) - (mx * mx) + own, cyy = (yy / mass) - (my * my) + own, cxy = (xy / mass) - (mx * my);
        var band0 = bands[0];
        double along = DrawnShare * band0.HalfLengthM, across = DrawnShare * band0.HalfWidthM;
        cxx += (along * along * band0.AlongX * band0.AlongX) + (across * across * band0.AlongY * band0.AlongY);
        cyy += (along * along * band0.AlongY * band0.AlongY) + (across * across * band0.AlongX * band0.AlongX);
        cxy += ((along * along) - (across * across)) * band0.AlongX * band0.AlongY;
        var determinant = (cxx * cyy) - (cxy * cxy);
        return new(x - pose.MiddleXM - pose.EastM, y - pose.MiddleYM - pose.NorthM, mx, my, cyy / determinant, -cxy / determinant, cxx / determinant);
    }

    // Offset from the middle, displacement asked for, inverse covariance.
    private readonly record struct Pull(double OffX, double OffY, double East, double North, double Wxx, double Wxy, double Wyy);
}
