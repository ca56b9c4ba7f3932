using Surefoot.Numerics;

namespace Surefoot.Planning.Priority;

/// <summary>Gamma numbers of scale 1 from a seeded stream (Marsaglia and Tsang, ACM TOMS 26(3) 2000).</summary>
internal static class GammaDraw
{
    public static double Next(ref SeededRandom random, double shape)
    {
        if (shape < 1)
        {
            // G(a) = G(a + 1) · U^(1/a); 1 − u is never 0.
            var next = Next(ref random, shape + 1);
            return next * Math.Pow(1 - random.NextUnit(), 1 / shape);
        }

        var d = shape - (1.0 / 3);
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var normal = NormalDraw.Next(ref random);
            var root = 1 + (c * normal);
            if (root <= 0)
            {
                continue;
            }

            var cube = root * root * root;
            if (Math.Log(1 - random.NextUnit()) < (0.5 * normal * normal) + d - (d * cube) + (d * Math.Log(cube)))
            {
                return d * cube;
            }
        }
    }
}
