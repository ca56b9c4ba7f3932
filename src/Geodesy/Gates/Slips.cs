namespace Surefoot.Geodesy.Gates;

/// <summary>Other readings of the same digits, by the slip that each would undo.</summary>
internal static class Slips
{
    public readonly record struct Reading(double X, double Y, int Crs, int? Operation);

    private const double PrefixM = 1_000_000;

    // Systems that differ in the zone only; each list is one way of cutting the country into zones.
    private static readonly int[][] Families =
    [
        [32637, 32638, 32639], [28407, 28408, 28409], [2530, 2531, 2532, 2533], [2497, 2498, 2499], [2589, 2590, 2591, 2592], [2936, 2937, 2938],
    ];

    // Number of the zone that stands before the easting, and the system on the same meridian without it.
    private static readonly Dictionary<int, (int Prefix, int Without)> Prefixed = new()
    {
        [28407] = (7, 2497),
        [28408] = (8, 2498),
        [28409] = (9, 2499),
        [2530] = (14, 2589),
        [2531] = (15, 2590),
        [2532] = (16, 2591),
        [2533] = (17, 2592),
    };

    /// <summary>The likeliest slip first: the first that finds the area names the finding.</summary>
    public static IEnumerable<(string Rule, IEnumerable<Reading> Readings)> Of(EnteredPosition entered, CoordinatePath path)
    {
        var (x, y) = (entered.X, entered.Y);
        var same = new Reading(x, y, entered.Crs, entered.Operation);
        var turned = same with { X = y, Y = x };
        yield return ("position.swapped", [turned]);
        if (path.From.IsGeographic)
        {
            yield return ("position.sign", [same with { X = -x }, same with { Y = -y }, same with { X = -x, Y = -y }]);
            yield return ("position.minutes", [same with { X = FromMinutes(x), Y = FromMinutes(y) }, same with { X = FromDecimalMinutes(x), Y = FromDecimalMinutes(y) }, same with { X = FromPacked(x), Y = FromPacked(y) }]);
            yield return ("position.decimal-sign", Enumerable.Range(-2, 13).Where(p => p != 0).Select(p => same with { X = x / Math.Pow(10, p), Y = y / Math.Pow(10, p) }));
        }
        else
        {
            yield return ("position.zone-prefix", Prefix(same));
            yield return ("position.wrong-zone", Zones(same));
            yield return ("position.zone-prefix", Zones(same).SelectMany(Prefix));
            yield return ("position.swapped", Prefix(turned).Concat(Zones(turned)));
        }

        var operation = entered.Operation ?? DatumOperation.All[0].Epsg;
        yield return ("position.wrong-crs", CoordinateSystem.All.Where(s => s.Epsg != entered.Crs).SelectMany(s =>
        {
            int? with = s.Datum == Datum.Sk42 ? operation : null;
            return (Reading[])[new(x, y, s.Epsg, with), new(y, x, s.Epsg, with)];
        }));
    }

    /// <summary>47.0930 read as 47 degrees, 9 minutes, 30 seconds; not a number if the digits cannot be that.</summary>
    public static double FromMinutes(double value)
    {
        var whole = Math.Truncate(value);
        var digits = Math.Round(Math.Abs(value - whole) * 10_000);
        var minutes = Math.Floor(digits / 100);
        var seconds = digits - (minutes * 100);
        return minutes >= 60 || seconds >= 60 ? double.NaN : whole + (Math.Sign(value) * ((minutes / 60) + (seconds / 3600)));
    }

    // 47.0925 read as 47 degrees and 9.25 minutes.
    private static double FromDecimalMinutes(double value)
    {
        var whole = Math.Truncate(value);
        var minutes = (value - whole) * 100;
        return Math.Abs(minutes) < 60 ? whole + (minutes / 60) : double.NaN;
    }

    // 4709.25 read as 47 degrees and 9.25 minutes.
    private static double FromPacked(double value)
    {
        var degrees = Math.Truncate(value / 100);
        var minutes = value - (degrees * 100);
        return Math.Abs(minutes) < 60 && degrees != 0 ? degrees + (minutes / 60) : double.NaN;
    }

    private static IEnumerable<Reading> Prefix(Reading reading)
    {
        if (Prefixed.TryGetValue(reading.Crs, out var own))
        {
            // Left out, or another zone's in its place.
            yield return reading with { X = (own.Prefix * PrefixM) + (reading.X % PrefixM) };
        }

        foreach (var (crs, (prefix, without)) in Prefixed)
        {
            // Written with the prefix, stated as a system that has none.
            if (without == reading.Crs && Math.Floor(reading.X / PrefixM) == prefix)
            {
                yield return reading with { Crs = crs };
            }
        }
    }

    private static IEnumerable<Reading> Zones(Reading reading) =>
        Families.Where(f => f.Contains(reading.Crs)).SelectMany(f => f).Where(crs => crs != reading.Crs).Select(crs => reading with { Crs = crs });
}
