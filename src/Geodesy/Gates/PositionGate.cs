using System.Globalization;
using System.Text;
using Surefoot.Geodesy.Entered;

namespace Surefoot.Geodesy.Gates;

/// <summary>Catches the known slips of entering (DOMAIN 7.1, INTEGRITY 3) by where the position comes to lie, and offers what was probably meant.</summary>
/// <remarks>Containment in the stated area finds them, not the range of the numbers: latitude and longitude exchanged are legal values 800 km away.
/// Minutes typed as decimals are 27 km off and may stay inside the area, so the digits as written are looked at as well.</remarks>
public static class PositionGate
{
    private const int Wgs84 = 4326;

    // Two decimals of a degree are a kilometre: too coarse for any point.
    private const int FewestDecimals = 3;

    public static GateVerdict Judge(EnteredPosition entered, GateArea area)
    {
        ArgumentNullException.ThrowIfNull(entered);
        ArgumentNullException.ThrowIfNull(area);
        var (path, refusal) = CoordinatePath.Find(entered.Crs, entered.Operation, Wgs84);
        if (path is null)
        {
            return new(GateState.Stop, refusal!.Code, refusal.Message + " " + refusal.Hint, []);
        }

        var distanceM = Distance(path, entered.X, entered.Y, area);
        if (distanceM <= area.NearM)
        {
            return Inside(path, entered, area, distanceM);
        }

        var readings = Readings([(entered.X, entered.Y)], path, area);
        var rule = readings.Count > 0 ? readings[0].Rule : "position.outside";
        var fixes = readings.Select(reading => Fix(reading, entered)).DistinctBy(fix => (fix.X, fix.Y, fix.Crs)).ToList();
        return new(GateState.Stop, rule, Message(rule, area, distanceM), fixes);
    }

    /// <summary>The readings under which every position lies in the area, the likeliest slip first; the first names the slip.</summary>
    /// <param name="written">Enough positions of one shape to tell, as written.</param>
    public static IReadOnlyList<PositionReading> Readings(IReadOnlyList<(double X, double Y)> written, CoordinatePath path, GateArea area)
    {
        ArgumentNullException.ThrowIfNull(written);
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(area);
        return
        [
            .. Slips.Of(path).Where(reading => CoordinatePath.Find(reading.Crs, reading.Operation, Wgs84).Path is { } other
                && written.All(position => reading.Numbers(position.X, position.Y) is var (x, y) && Distance(other, x, y, area) <= area.NearM)),
        ];
    }

    /// <summary>The first position under a reading.</summary>
    public static GeoPoint PlaceUnder(PositionReading reading, double x, double y)
    {
        ArgumentNullException.ThrowIfNull(reading);
        var (easting, northing) = reading.Numbers(x, y);
        return Place(CoordinatePath.Find(reading.Crs, reading.Operation, Wgs84).Path!, easting, northing)!.Value;
    }

    /// <summary>What the digits say when they are taken as degrees, minutes and seconds.</summary>
    public static (double X, double Y) AsMinutes(double x, double y) => (Slips.FromMinutes(x), Slips.FromMinutes(y));

    private static OfferedFix Fix(PositionReading reading, EnteredPosition entered)
    {
        var (x, y) = reading.Numbers(entered.X, entered.Y);
        return new(x, y, reading.Crs, reading.Operation, PlaceUnder(reading, entered.X, entered.Y));
    }

    private static GateVerdict Inside(CoordinatePath path, EnteredPosition entered, GateArea area, double distanceM)
    {
        var notation = NotationOf(entered);
        var minutes = path.From.IsGeographic && notation.CouldBeMinutes ? Offer(path, Slips.FromMinutes(entered.X), Slips.FromMinutes(entered.Y), area) : null;
        if (minutes is not null && (minutes.X != entered.X || minutes.Y != entered.Y))
        {
            return new(GateState.Flag, "position.minutes", "The digits could be degrees and minutes, and so read the position lies in the area as well.", [minutes]);
        }

        if (distanceM > 0)
        {
            return new(GateState.Flag, "position.near", string.Create(CultureInfo.InvariantCulture, $"The position lies {distanceM:0} m outside {area.Name}."), []);
        }

        return path.From.IsGeographic && notation.MostFractionDigits < FewestDecimals
            ? new(GateState.Flag, "position.resolution", "The digits place it to a kilometre at best.", [])
            : GateVerdict.Passed;
    }

    private static OfferedFix? Offer(CoordinatePath path, double x, double y, GateArea area) =>
        Distance(path, x, y, area) <= area.NearM ? new(x, y, path.From.Epsg, path.Operation, Place(path, x, y)!.Value) : null;

    private static double Distance(CoordinatePath path, double x, double y, GateArea area) =>
        Place(path, x, y) is { } place ? area.DistanceM(place) : double.PositiveInfinity;

    private static GeoPoint? Place(CoordinatePath path, double x, double y)
    {
        var point = path.Convert(x, y);
        return Math.Abs(point.EastingM) <= 180 && Math.Abs(point.NorthingM) <= 90 ? new GeoPoint(point.EastingM, point.NorthingM) : null;
    }

    private static OrdinateNotation NotationOf(EnteredPosition entered)
    {
        var notation = new OrdinateNotation();
        notation.Add(Encoding.UTF8.GetBytes(entered.XText.Trim()), (byte)'.');
        notation.Add(Encoding.UTF8.GetBytes(entered.YText.Trim()), (byte)'.');
        return notation;
    }

    private static string Message(string rule, GateArea area, double distanceM)
    {
        var meant = rule switch
        {
            "position.swapped" => "With its two numbers exchanged it lies inside.",
            "position.sign" => "With the other sign it lies inside.",
            "position.minutes" or "position.decimal-minutes" or "position.packed-minutes" => "Read as degrees and minutes it lies inside.",
            "position.decimal-sign" => "With the decimal sign elsewhere it lies inside.",
            "position.zone-prefix" => "With the zone's number before the easting it lies inside.",
            "position.wrong-zone" => "Read in another zone it lies inside.",
            "position.wrong-crs" or "position.metres" or "position.degrees" or "position.web-mercator" => "Read in another system it lies inside.",
            _ => "No known slip explains it.",
        };
        return string.Create(CultureInfo.InvariantCulture, $"The position lies {(double.IsFinite(distanceM) ? $"{distanceM / 1000:0.0} km" : "far")} outside {area.Name}. {meant}");
    }
}
