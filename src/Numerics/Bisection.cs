namespace Surefoot.Numerics;

/// <summary>Root of a non-decreasing function by halving, until the interval cannot be halved any more. Slow and certain.</summary>
internal static class Bisection
{
    public static double Root(double low, double high, Func<double, double> f)
    {
        for (var i = 0; i < 2000; i++)
        {
            var middle = low + (0.5 * (high - low));
            if (middle <= low || middle >= high)
            {
                break;
            }

            if (f(middle) < 0)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }

        return high;
    }
}
