namespace Surefoot.Registry.Publishing;

/// <summary>The secret shape by which one hazard area is grown: the zone is the Minkowski sum of its open ground and this body.</summary>
/// <remarks>
/// An ellipse (drawn round by a 16-gon) of secret axes and direction, pushed aside by a secret vector that is never short. It belongs to the hazard area for ever, so
/// answers of another day, box or outline are answers under the same body, and nothing averages out.
/// <list type="bullet">
/// <item>Outward only: the disc of <see cref="LeastMarginM"/> about the ground lies in it, whatever was drawn.</item>
/// <item>Opposite sides move out by amounts that differ by twice <see cref="LeastPushM"/> in the direction of the push. Who takes the same off on both sides
/// is wrong by <see cref="LeastPushM"/> or more in Hausdorff distance: for convex outlines that distance is the largest difference of their support functions h, and
/// of h(n) − g and h(−n) − g one is at least half of |h(n) − h(−n)|.</item>
/// <item>Who knows a hazard's exact size and shape still does not know where it lies: the push alone is spread over half a square kilometre.</item>
/// </list>
/// </remarks>
internal sealed class SecretBody
{
    /// <summary>No hazard comes nearer than this to the border of its zone. A national setting; this is the default.</summary>
    public const double LeastMarginM = 150;

    /// <summary>Half axes of the ellipse, each drawn evenly between these.</summary>
    public const double LeastAxisM = 450;

    public const double MostAxisM = 750;

    /// <summary>The push is drawn evenly over the ring between these.</summary>
    public const double LeastPushM = 250;

    public const double MostPushM = 500;

    private const int Corners = 16;

    // The margin is checked against what doubles could lose, a hundred thousand times over.
    private const double SlackM = 0.01;

    private SecretBody(double[] x, double[] y) => (X, Y) = (x, y);

    /// <summary>Corners, counter-clockwise, about the place of the point that is grown.</summary>
    public double[] X { get; }

    public double[] Y { get; }

    public double PushX => X.Average();

    public double PushY => Y.Average();

    /// <summary>Whether the least margin about the ground lies in it: only such a body is drawn.</summary>
    public bool CoversMargin => InnerRadiusM() >= LeastMarginM + SlackM;

    /// <summary>The same body pushed by this much more.</summary>
    public SecretBody Pushed(double eastM, double northM) => new(Array.ConvertAll(X, x => x + eastM), Array.ConvertAll(Y, y => y + northM));

    /// <summary>Of which hazard area, under which key.</summary>
    public static SecretBody Of(PublishingKey key, string id)
    {
        for (var attempt = 0; ; attempt++)
        {
            var draw = attempt;
            double Share(string what) => key.Share(FormattableString.Invariant($"danger {what} {draw}"), id);
            var (a, b, turn) = (Axis(Share("long")), Axis(Share("wide")), Math.PI * Share("turn"));
            var push = Math.Sqrt((LeastPushM * LeastPushM) + (((MostPushM * MostPushM) - (LeastPushM * LeastPushM)) * Share("push")));
            var towards = 2 * Math.PI * Share("towards");
            var body = Ellipse(a, b, turn, push * Math.Cos(towards), push * Math.Sin(towards));
            if (body.CoversMargin)
            {
                return body;
            }
        }
    }

    /// <summary>How far an edge with this outward normal (of length 1) moves out.</summary>
    public double OutwardM(double normalX, double normalY)
    {
        var most = double.NegativeInfinity;
        for (var i = 0; i < X.Length; i++)
        {
            most = Math.Max(most, (X[i] * normalX) + (Y[i] * normalY));
        }

        return most;
    }

    private static double Axis(double share) => LeastAxisM + ((MostAxisM - LeastAxisM) * share);

    private static SecretBody Ellipse(double a, double b, double turn, double pushX, double pushY)
    {
        var (x, y) = (new double[Corners], new double[Corners]);
        var (cos, sin) = (Math.Cos(turn), Math.Sin(turn));

        // About the ellipse and not in it: the sides touch it.
        var wider = 1 / Math.Cos(Math.PI / Corners);
        for (var i = 0; i < Corners; i++)
        {
            var angle = 2 * Math.PI * i / Corners;
            var (u, v) = (a * wider * Math.Cos(angle), b * wider * Math.Sin(angle));

            // To the millimetre, so that a last bit of a sine cannot matter.
            x[i] = Math.Round(pushX + (u * cos) - (v * sin), 3);
            y[i] = Math.Round(pushY + (u * sin) + (v * cos), 3);
        }

        return new(x, y);
    }

    // The nearest side to the place of the point.
    private double InnerRadiusM()
    {
        var least = double.PositiveInfinity;
        for (var i = 0; i < X.Length; i++)
        {
            var j = (i + 1) % X.Length;
            var (dx, dy) = (X[j] - X[i], Y[j] - Y[i]);
            least = Math.Min(least, ((dx * -Y[i]) - (dy * -X[i])) / Math.Sqrt((dx * dx) + (dy * dy)));
        }

        return least;
    }
}
