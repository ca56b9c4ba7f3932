namespace Surefoot.Hazard.Records;

/// <summary>Where a sheet should lie, by the finds that its records meet (METHODS H4).</summary>
/// <param name="Sheet">Number of the sheet.</param>
/// <param name="Pose">What moves the drawn records to the ground.</param>
/// <param name="Covariance">Of east, north (m) and turn (rad), row-major 3 × 3: of the whole posterior, so that a second place that fits widens it.</param>
/// <param name="Confidence">Posterior mass round the pose: how sure it is that no other place fits.</param>
/// <param name="Right">Posterior chance that the sheet is right as it stands.</param>
/// <param name="Slip">The known slip that the pose is, if the posterior says so.</param>
/// <param name="Judged">Records of the sheet with searched ground round them.</param>
/// <param name="Matched">Of those, records whose field is met at the pose.</param>
public sealed record SheetFit(int Sheet, SheetPose Pose, double[] Covariance, double Confidence, double Right, string? Slip, int Records, int Judged, int Matched)
{
    /// <summary>0.95 quantile of χ² with three degrees of freedom.</summary>
    private const double Chi95 = 7.815;

    /// <summary>Nine tenths of the posterior lie round the pose; otherwise the pose is a guess among several and says so.</summary>
    public bool Resolved => Confidence >= 0.9 && Matched > 0;

    /// <summary>Squared distance of a pose from the estimate in units of its covariance; NaN if the covariance is singular.</summary>
    public double Mahalanobis(double eastM, double northM, double turnRad)
    {
        Span<double> d = [eastM - Pose.EastM, northM - Pose.NorthM, turnRad - Pose.TurnRad];
        var inverse = Symmetric3.Inverse(Covariance);
        var sum = 0.0;
        for (var i = 0; i < 3; i++)
        {
            for (var j = 0; j < 3; j++)
            {
                sum += d[i] * inverse[(3 * i) + j] * d[j];
            }
        }

        return sum;
    }

    /// <summary>Whether a pose lies in the 95 % region.</summary>
    public bool Covers(double eastM, double northM, double turnRad) => Mahalanobis(eastM, northM, turnRad) <= Chi95;

    /// <summary>Covariance of the position of one place after the sheet was moved, 2 × 2 row-major: the turn adds with the distance from the middle.</summary>
    public double[] PlaceCovariance(double xM, double yM)
    {
        double dx = xM - Pose.MiddleXM, dy = yM - Pose.MiddleYM;
        double[] jacobian = [1, 0, -dy, 0, 1, dx];
        var made = new double[4];
        for (var a = 0; a < 2; a++)
        {
            for (var b = 0; b < 2; b++)
            {
                for (var i = 0; i < 3; i++)
                {
                    for (var j = 0; j < 3; j++)
                    {
                        made[(2 * a) + b] += jacobian[(3 * a) + i] * Covariance[(3 * i) + j] * jacobian[(3 * b) + j];
                    }
                }
            }
        }

        return made;
    }
}

/// <summary>Symmetric 3 × 3 matrices, row-major.</summary>
internal static class Symmetric3
{
    public static double[] Inverse(double[] m)
    {
        double a = m[0], b = m[1], c = m[2], d = m[4], e = m[5], f = m[8];
        double aa = (d * f) - (e * e), bb = (c * e) - (b * f), cc = (b * e) - (c * d);
        var determinant = (a * aa) + (b * bb) + (c * cc);
        return [aa / determinant, bb / determinant, cc / determinant, bb / determinant, ((a * f) - (c * c)) / determinant, ((b * c) - (a * e)) / determinant,
            cc / determinant, ((b * c) - (a * e)) / determinant, ((a * d) - (b * b)) / determinant];
    }
}
