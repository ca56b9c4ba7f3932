namespace Surefoot.Geodesy.Gates;

/// <summary>The known slips of entering (DOMAIN 7.1, INTEGRITY 3), each as the reading of the same digits that would undo it.</summary>
internal static class Slips
{
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
    public static IEnumerable<PositionReading> Of(CoordinatePath path)
    {
        var stated = path.From.Epsg;
        var same = new PositionReading("position.swapped", stated, path.Operation, (x, y) => (x, y));
        var turned = same with { Numbers = (x, y) => (y, x) };
        yield return turned;
        foreach (var reading in path.From.IsGeographic ? OfDegrees(same) : OfGrid(same, turned))
        {
            yield return reading;
        }

        // Which operation does not matter for a distance of kilometres; the one that is stated comes first.
        var operation = path.Operation ?? DatumOperation.All[0].Epsg;
        var metres = path.From.Epsg == 4326;
        foreach (var other in CoordinateSystem.All.Where(s => s.Epsg != stated))
        {
            var rule = other.IsGeographic ? "position.degrees" : other.Epsg == 3857 ? "position.web-mercator" : metres ? "position.metres" : "position.wrong-crs";
            if (path.From.IsGeographic && other.IsGeographic)
            {
                // A hundred metres apart: no district tells them apart.
                continue;
            }

            yield return new(rule, other.Epsg, other.Datum == Datum.Sk42 ? operation : null, same.Numbers);
        }

        foreach (var other in CoordinateSystem.All.Where(s => s.Epsg != stated && !s.IsGeographic && s.Epsg != 3857))
        {
            yield return new("position.swapped", other.Epsg, other.Datum == Datum.Sk42 ? operation : null, turned.Numbers);
        }
    }

    private static IEnumerable<PositionReading> OfDegrees(PositionReading same)
    {
        PositionReading Each(string rule, Func<double, double> read) => same with { Rule = rule, Numbers = (x, y) => (read(x), read(y)) };
        yield return same with { Rule = "position.sign", Numbers = (x, y) => (-x, y) };
        yield return same with { Rule = "position.sign", Numbers = (x, y) => (x, -y) };
        yield return same with { Rule = "position.sign", Numbers = (x, y) => (-x, -y) };
        yield return Each("position.minutes", FromMinutes);
        yield return Each("position.decimal-minutes", FromDecimalMinutes);
        yield return Each("position.packed-minutes", FromPacked);
        foreach (var power in Enumerable.Range(-2, 13).Where(p => p != 0))
        {
            yield return Each("position.decimal-sign", value => value / Math.Pow(10, power));
        }
    }

    private static IEnumerable<PositionReading> OfGrid(PositionReading same, PositionReading turned) =>
    [
        .. Prefix(same, "position.zone-prefix"),
        .. Zones(same, "position.wrong-zone"),
        .. Zones(same, "position.zone-prefix").SelectMany(zone => Prefix(zone, "position.zone-prefix")),
        .. Prefix(turned, "position.swapped"),
        .. Zones(turned, "position.swapped"),
    ];

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

    // 4709.25 read as 47 degrees and 9.25 minutes, as receivers send it.
    private static double FromPacked(double value)
    {
        var degrees = Math.Truncate(value / 100);
        var minutes = value - (degrees * 100);
        return Math.Abs(minutes) < 60 && degrees != 0 ? degrees + (minutes / 60) : double.NaN;
    }

    private static IEnumerable<PositionReading> Prefix(PositionReading reading, string rule)
    {
        var numbers = reading.Numbers;
        if (Prefixed.TryGetValue(reading.Crs, out var own))
        {
            // Left out, or another zone's in its place.
            yield return reading with { Rule = rule, Numbers = (x, y) => numbers(x, y) is var (e, n) ? ((own.Prefix * PrefixM) + (e % PrefixM), n) : default };
        }

        foreach (var (crs, (prefix, without)) in Prefixed)
        {
            // Written with the prefix, stated as a system that has none.
            if (without == reading.Crs)
            {
                yield return reading with { Rule = rule, Crs = crs, Numbers = (x, y) => numbers(x, y) is var (e, n) && Math.Floor(e / PrefixM) == prefix ? (e, n) : (double.NaN, double.NaN) };
            }
        }
    }

    private static IEnumerable<PositionReading> Zones(PositionReading reading, string rule) =>
        Families.Where(f => f.Contains(reading.Crs)).SelectMany(f => f).Where(crs => crs != reading.Crs).Select(crs => reading with { Rule = rule, Crs = crs });
}
