namespace Surefoot.Server.Tiles;

/// <summary>Probability to colour: lightness falls evenly with the log-odds, so the order is read without the hue.</summary>
internal static class ProbabilityRamp
{
    // 0.05 % and 90 % as log-odds: below the first a cell is clear glass, above the second the darkest.
    private const double LowLogOdds = -7.6;
    private const double HighLogOdds = 2.2;

    // Straw, orange, red, wine, night: CIELAB lightness 93, 74, 54, 33, 14.
    private static readonly (double At, double R, double G, double B, double A)[] Stops =
    [
        (0.00, 253, 242, 190, 70),
        (0.25, 248, 176, 86, 150),
        (0.50, 222, 97, 60, 185),
        (0.75, 142, 34, 84, 205),
        (1.00, 48, 12, 66, 220),
    ];

    public static (byte R, byte G, byte B, byte A)[] Palette { get; } = MakePalette();

    /// <summary>0 for no value, else 1 to 255.</summary>
    public static byte IndexOf(float probability)
    {
        if (float.IsNaN(probability))
        {
            return 0;
        }

        var p = Math.Clamp((double)probability, 1e-9, 1 - 1e-9);
        var share = (Math.Log(p / (1 - p)) - LowLogOdds) / (HighLogOdds - LowLogOdds);
        return (byte)(1 + Math.Round(254 * Math.Clamp(share, 0, 1)));
    }

    /// <summary>The colour of a probability as #rrggbb, for the legend.</summary>
    public static string Hex(double probability)
    {
        var (r, g, b, _) = Palette[IndexOf((float)probability)];
        return $"#{r:x2}{g:x2}{b:x2}";
    }

    private static (byte R, byte G, byte B, byte A)[] MakePalette()
    {
        var palette = new (byte R, byte G, byte B, byte A)[256];
        for (var i = 1; i < 256; i++)
        {
            var at = (i - 1) / 254.0;
            var k = 0;
            while (k < Stops.Length - 2 && at > Stops[k + 1].At)
            {
                k++;
            }

            var (from, to) = (Stops[k], Stops[k + 1]);
            var f = (at - from.At) / (to.At - from.At);
            palette[i] = (Mix(from.R, to.R), Mix(from.G, to.G), Mix(from.B, to.B), Mix(from.A, to.A));

            byte Mix(double a, double b) => (byte)Math.Round(a + ((b - a) * f));
        }

        return palette;
    }
}
