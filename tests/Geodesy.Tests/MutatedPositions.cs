using System.Globalization;
using Surefoot.Geodesy.Gates;

namespace Surefoot.Geodesy.Tests;

/// <summary>Real-like positions, true or spoiled in one known way.</summary>
internal static class MutatedPositions
{
    public static EnteredPosition Degrees(double x, double y, int decimals, int crs = 4326, int? operation = null)
    {
        var (xText, yText) = (x.ToString("F" + decimals, CultureInfo.InvariantCulture), y.ToString("F" + decimals, CultureInfo.InvariantCulture));
        return new(xText, yText, Number(xText), Number(yText), crs, operation);
    }

    private static EnteredPosition Grid(GeoPoint truth, int crs, int operation)
    {
        var datum = CoordinateSystem.Find(crs)!.Datum == Datum.Sk42 ? operation : (int?)null;
        var point = CoordinatePath.Find(4326, datum, crs).Path!.Convert(truth.LongitudeDeg, truth.LatitudeDeg);
        return Degrees(point.EastingM, point.NorthingM, 0, crs, datum);
    }

    private static int Zone(GeoPoint p, double first, double width, int count) => Math.Clamp((int)Math.Floor((p.LongitudeDeg - first) / width), 0, count - 1);

    private static int GridFor(GeoPoint truth, Random random) => random.Next(5) switch
    {
        0 => 32637 + Zone(truth, 36, 6, 3),
        1 => 28407 + Zone(truth, 36, 6, 3),
        2 => 2530 + Zone(truth, 40.5, 3, 4),
        3 => 2497 + Zone(truth, 36, 6, 3),
        _ => 2936 + Zone(truth, 43.0333, 3, 3),
    };

    private static int Operation(Random random) => random.Next(2) == 0 ? 15865 : 1808;

    public static EnteredPosition True(SampledPlace sample, Random random) => random.Next(2) == 0
        ? Degrees(sample.Truth.LongitudeDeg, sample.Truth.LatitudeDeg, random.Next(4, 8))
        : Grid(sample.Truth, GridFor(sample.Truth, random), Operation(random));

    public static EnteredPosition SwapAxes(SampledPlace sample, Random random)
    {
        var right = Grid(sample.Truth, GridFor(sample.Truth, random), Operation(random));
        return right with { XText = right.YText, YText = right.XText, X = right.Y, Y = right.X };
    }

    public static EnteredPosition DropPrefix(SampledPlace sample, Random random)
    {
        var crs = random.Next(2) == 0 ? 28407 + Zone(sample.Truth, 36, 6, 3) : 2530 + Zone(sample.Truth, 40.5, 3, 4);
        var right = Grid(sample.Truth, crs, Operation(random));
        var cut = right.X % 1_000_000;
        return right with { X = cut, XText = cut.ToString(CultureInfo.InvariantCulture) };
    }

    // The neighbouring zone is stated, or its number is written before the easting.
    public static EnteredPosition? WrongZone(SampledPlace sample, Random random)
    {
        var crs = GridFor(sample.Truth, random);
        var right = Grid(sample.Truth, crs, Operation(random));
        var other = crs + (random.Next(2) == 0 ? 1 : -1);
        if (CoordinateSystem.Find(other) is null)
        {
            return null;
        }

        if (crs is >= 28407 and <= 28409 && random.Next(2) == 0)
        {
            var x = right.X + ((other - crs) * 1_000_000);
            return right with { X = x, XText = x.ToString(CultureInfo.InvariantCulture) };
        }

        return right with { Crs = other };
    }

    public static EnteredPosition Minutes(SampledPlace sample, Random random)
    {
        var seconds = random.Next(2) == 0;
        string Text(double degrees)
        {
            var whole = Math.Floor(degrees);
            var left = (degrees - whole) * 60;
            var minutes = Math.Floor(left);
            return seconds
                ? string.Create(CultureInfo.InvariantCulture, $"{whole}.{minutes:00}{Math.Floor((left - minutes) * 60):00}")
                : string.Create(CultureInfo.InvariantCulture, $"{whole}.{minutes:00}");
        }

        var (x, y) = (Text(sample.Truth.LongitudeDeg), Text(sample.Truth.LatitudeDeg));
        return new(x, y, Number(x), Number(y));
    }

    public static EnteredPosition WrongDatum(SampledPlace sample, Random random)
    {
        var sk42 = DatumOperation.Find(Operation(random))!.FromWgs84(sample.Truth);
        if (random.Next(2) == 0)
        {
            return Degrees(sk42.LongitudeDeg, sk42.LatitudeDeg, 6);
        }

        var utm = 32637 + Zone(sample.Truth, 36, 6, 3);
        var grid = CoordinateSystem.Find(utm)!.FromGeographic(sk42);
        return Degrees(grid.EastingM, grid.NorthingM, 0, utm);
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
