namespace Surefoot.SampleCountry;

/// <summary>The invented former front: a wandering line from the northern to the southern rim. Data for truth/, never drawn.</summary>
internal static class Front
{
    private const double StepM = 250;

    /// <summary>A smooth curve by way of displaced district middles, roughened at every scale down to <see cref="StepM"/>.</summary>
    public static Xy[] Make(Geography geography, ulong seed)
    {
        var random = Draw.Stream(seed, Part.Front);
        Xy Middle(string iso) => geography.All.First(d => d.Iso == iso).Middle;
        var north = geography.All.Max(d => d.Box.MaxY) + 5000;
        var south = geography.All.Where(d => d.Iso is "AZ-CAB" or "AZ-FUZ").Min(d => d.Box.MinY) - 5000;
        var waypoints = new List<Xy>
        {
            new(Middle("AZ-TAR").X, north),
            Middle("AZ-TAR"),
            Middle("AZ-AGM"),
            Middle("AZ-FUZ"),
            new((Middle("AZ-CAB").X + Middle("AZ-FUZ").X) / 2, south),
        };
        for (var i = 0; i < waypoints.Count; i++)
        {
            waypoints[i] += new Xy(random.Between(-7000, 7000), i is 0 or 4 ? 0 : random.Between(-4000, 4000));
        }

        var curve = new List<Xy>();
        for (var i = 0; i + 1 < waypoints.Count; i++)
        {
            var before = waypoints[Math.Max(0, i - 1)];
            var after = waypoints[Math.Min(waypoints.Count - 1, i + 2)];
            for (var k = 0; k < 32; k++)
            {
                curve.Add(Spline(before, waypoints[i], waypoints[i + 1], after, k / 32.0));
            }
        }

        curve.Add(waypoints[^1]);
        var noise = new Noise(random.NextBits());
        var line = new List<Xy>();
        var walked = 0.0;
        for (var i = 0; i + 1 < curve.Count; i++)
        {
            var step = curve[i + 1] - curve[i];
            var pieces = Math.Max(1, (int)(step.Length / StepM));
            for (var k = 0; k < pieces; k++)
            {
                walked += step.Length / pieces;
                var aside = 2600 * noise.Fractal(walked / 9000, 0.5, 5, 0.5);
                line.Add(curve[i] + (step * (k / (double)pieces)) + (step.Unit().Left() * aside));
            }
        }

        return [.. line];
    }

    private static Xy Spline(Xy a, Xy b, Xy c, Xy d, double t)
    {
        static double One(double a, double b, double c, double d, double t) =>
            b + (0.5 * t * (c - a + (t * ((2 * a) - (5 * b) + (4 * c) - d + (t * ((3 * (b - c)) + d - a))))));
        return new(One(a.X, b.X, c.X, d.X, t), One(a.Y, b.Y, c.Y, d.Y, t));
    }
}
