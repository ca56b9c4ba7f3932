namespace Surefoot.SampleCountry;

/// <summary>Gradient noise on a square lattice (Perlin's improved form), about −1 to 1, a pure function of place and seed.</summary>
internal readonly struct Noise(ulong seed)
{
    public double At(double x, double y)
    {
        var fx = Math.Floor(x);
        var fy = Math.Floor(y);
        int ix = (int)fx, iy = (int)fy;
        double u = x - fx, v = y - fy;
        double su = Fade(u), sv = Fade(v);
        var low = Mix(Corner(ix, iy, u, v), Corner(ix + 1, iy, u - 1, v), su);
        var high = Mix(Corner(ix, iy + 1, u, v - 1), Corner(ix + 1, iy + 1, u - 1, v - 1), su);
        return 1.4 * Mix(low, high, sv);
    }

    /// <summary>Octaves of half the wavelength and <paramref name="persistence"/> of the amplitude each, scaled to about −1 to 1.</summary>
    public double Fractal(double x, double y, int octaves, double persistence)
    {
        double sum = 0, amplitude = 1, total = 0;
        for (var i = 0; i < octaves; i++)
        {
            sum += amplitude * At(x + (17.3 * i), y - (9.1 * i));
            total += amplitude;
            amplitude *= persistence;
            x *= 2;
            y *= 2;
        }

        return sum / total;
    }

    private static double Fade(double t) => t * t * t * ((t * ((t * 6) - 15)) + 10);

    private static double Mix(double a, double b, double t) => a + ((b - a) * t);

    private double Corner(int ix, int iy, double dx, double dy)
    {
        var h = Hash(ix, iy) & 7;
        const double Diagonal = 0.7071067811865476;
        return h switch
        {
            0 => dx,
            1 => -dx,
            2 => dy,
            3 => -dy,
            4 => Diagonal * (dx + dy),
            5 => Diagonal * (dx - dy),
            6 => Diagonal * (dy - dx),
            _ => -Diagonal * (dx + dy),
        };
    }

    private ulong Hash(int ix, int iy)
    {
        unchecked
        {
            // Wrapping is the algorithm (SplitMix64's finaliser).
            var z = seed + ((ulong)(uint)ix * 0x9E3779B97F4A7C15UL) + ((ulong)(uint)iy * 0xC2B2AE3D27D4EB4FUL);
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
            return z ^ (z >> 31);
        }
    }
}
