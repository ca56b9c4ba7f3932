namespace Surefoot.Raster;

/// <summary>Membership of a claim whose position is uncertain: its footprint spread by a Gaussian (METHODS H4), on its own small rectangle.</summary>
public static class PatchBlur
{
    /// <summary>Cells of margin that a blur of this width needs.</summary>
    public static int Margin(double sigmaCells) => sigmaCells <= 0 ? 0 : (int)Math.Ceiling(3.0 * sigmaCells);

    /// <summary>Blurs in place; the kernel is cut at three standard deviations and scaled to sum 1. Width 0 changes nothing.</summary>
    public static void Apply(Patch patch, double sigmaCells)
    {
        if (sigmaCells <= 0 || patch.Values.Length == 0)
        {
            return;
        }

        var weights = Array.ConvertAll(GaussianBlur.Weights(sigmaCells, 3.0), w => (float)w);
        var radius = weights.Length / 2;
        var scratch = new float[patch.Values.Length];
        for (var row = 0; row < patch.Rows; row++)
        {
            var from = patch.Values.AsSpan(row * patch.Columns, patch.Columns);
            var to = scratch.AsSpan(row * patch.Columns, patch.Columns);
            for (var x = 0; x < from.Length; x++)
            {
                var value = from[x];
                if (value == 0)
                {
                    continue;
                }

                var last = Math.Min(from.Length - 1, x + radius);
                for (var t = Math.Max(0, x - radius); t <= last; t++)
                {
                    to[t] += value * weights[t - x + radius];
                }
            }
        }

        Array.Clear(patch.Values);
        for (var row = 0; row < patch.Rows; row++)
        {
            var to = patch.Values.AsSpan(row * patch.Columns, patch.Columns);
            for (var s = Math.Max(0, row - radius); s <= Math.Min(patch.Rows - 1, row + radius); s++)
            {
                RowMath.AddScaled(scratch.AsSpan(s * patch.Columns, patch.Columns), weights[s - row + radius], to);
            }
        }
    }

    /// <summary>A disc of the radius with its edge spread over one cell: what a person means by "about here".</summary>
    public static Patch Disc(GridSpec grid, double xM, double yM, double radiusM, double sigmaM)
    {
        const int Corners = 32;
        var ring = new double[2 * Corners];
        for (var i = 0; i < Corners; i++)
        {
            ring[2 * i] = xM + (radiusM * Circle[i].X);
            ring[(2 * i) + 1] = yM + (radiusM * Circle[i].Y);
        }

        var sigma = sigmaM / grid.CellM;
        var patch = PolygonCoverage.Of(grid, [ring], Margin(sigma));
        Apply(patch, sigma);
        return patch;
    }

    // Corners of the regular 32-gon by half-angle steps: + × ÷ √ only, so that no platform library decides the bits.
    private static readonly (double X, double Y)[] Circle = MakeCircle();

    private static (double X, double Y)[] MakeCircle()
    {
        // cos 11.25° from cos 45° by two half-angle formulas.
        var cosine = Math.Sqrt((1 + Math.Sqrt((1 + Math.Sqrt(0.5)) / 2)) / 2);
        var sine = Math.Sqrt(1 - (cosine * cosine));
        var corners = new (double X, double Y)[32];
        var (x, y) = (1.0, 0.0);
        for (var i = 0; i < corners.Length; i++)
        {
            corners[i] = (x, y);
            (x, y) = ((x * cosine) - (y * sine), (x * sine) + (y * cosine));
        }

        return corners;
    }
}
