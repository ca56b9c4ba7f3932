using System.Globalization;

namespace Surefoot.Geodesy.Written;

/// <summary>A reference of the Military Grid Reference System: a cell, not a point. Its digits say how large.</summary>
/// <param name="Text">Without spaces, capital letters.</param>
/// <param name="CellSizeM">Side of the cell: 100,000 m without digits, 1 m with ten.</param>
/// <param name="SouthWest">Corner from which digits count, in the metres of the UTM zone.</param>
/// <param name="Centre">Middle of the cell on WGS 84, in degrees.</param>
public sealed record MgrsCell(string Text, int Zone, bool North, int CellSizeM, PlanePoint SouthWest, GeoPoint Centre);

/// <summary>Reads and writes MGRS on WGS 84 between 80° S and 84° N. Digits are cut, never rounded: rounding names a neighbouring cell.</summary>
/// <remarks>NGA, "The Universal Grids and the Transverse Mercator and Polar Stereographic Map Projections", NGA.SIG.0012 (2014), chapter 3;
/// lettering AA (WGS 84).</remarks>
public static class Mgrs
{
    private const string Bands = "CDEFGHJKLMNPQRSTUVWX";
    private const string Rows = "ABCDEFGHJKLMNPQRSTUV";
    private const double SquareM = 100_000;
    private const double RowCycleM = 2_000_000;
    private const double SouthernFalseNorthingM = 10_000_000;

    // A point written as 500000 comes back from degrees as 499999.99999999; a tenth of a micrometre is the projection's noise.
    private const double NoiseM = 1e-7;

    private static readonly string[] Columns = ["ABCDEFGH", "JKLMNPQR", "STUVWXYZ"];

    private static readonly TransverseMercator[] Zones = [.. Enumerable.Range(1, 60).Select(zone => new TransverseMercator(Ellipsoid.Wgs84, (6 * zone) - 183, 0, 0.9996, 500_000, 0))];

    /// <summary>The cell that holds a point.</summary>
    /// <param name="digits">Digits of each ordinate, 0 to 5.</param>
    /// <exception cref="ArgumentOutOfRangeException">Digits out of range, or a place near a pole, which other letters name.</exception>
    public static string Write(GeoPoint point, int digits = 5)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(digits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(digits, 5);
        if (!(point.LatitudeDeg >= -80 && point.LatitudeDeg <= 84 && Math.Abs(point.LongitudeDeg) <= 360))
        {
            throw new ArgumentOutOfRangeException(nameof(point), point, "MGRS of UTM reaches from 80° S to 84° N.");
        }

        var zone = ZoneOf(point);
        var grid = Zones[zone - 1].Forward(Near(point, zone));
        var northing = Math.Floor((point.LatitudeDeg < 0 ? grid.NorthingM + SouthernFalseNorthingM : grid.NorthingM) + NoiseM);
        var easting = Math.Floor(grid.EastingM + NoiseM);
        var column = Columns[(zone - 1) % 3][(int)(easting / SquareM) - 1];
        var row = Rows[((int)(northing / SquareM) + RowShift(zone)) % Rows.Length];
        var square = string.Create(CultureInfo.InvariantCulture, $"{zone:00}{BandOf(point.LatitudeDeg)}{column}{row}");
        if (digits == 0)
        {
            return square;
        }

        var cell = (int)Math.Pow(10, 5 - digits);
        var format = new string('0', digits);
        return square
            + ((int)(easting % SquareM) / cell).ToString(format, CultureInfo.InvariantCulture)
            + ((int)(northing % SquareM) / cell).ToString(format, CultureInfo.InvariantCulture);
    }

    /// <summary>The cell that a text names, with or without spaces, or why it names none.</summary>
    public static (MgrsCell? Cell, WrittenFault? Fault) Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var plain = string.Concat(text.Where(c => !char.IsWhiteSpace(c))).ToUpperInvariant();
        var letters = 0;
        while (letters < plain.Length && char.IsAsciiDigit(plain[letters]))
        {
            letters++;
        }

        if (letters is 0 or > 2 || plain.Length < letters + 3 || plain.Length > letters + 13
            || !int.TryParse(plain.AsSpan(0, letters), NumberStyles.None, CultureInfo.InvariantCulture, out var zone) || zone is < 1 or > 60)
        {
            return Bad(text, "mgrs.syntax", "This is not an MGRS reference.", "Write zone, band, square and an even number of digits: 38S NJ 71500 94200.");
        }

        var band = Bands.IndexOf(plain[letters], StringComparison.Ordinal);
        var column = Columns[(zone - 1) % 3].IndexOf(plain[letters + 1], StringComparison.Ordinal);
        var row = Rows.IndexOf(plain[letters + 2], StringComparison.Ordinal);
        if (band < 0 || column < 0 || row < 0)
        {
            return Bad(text, "mgrs.letters", $"Zone {zone} has no square {plain.AsSpan(letters, 3)}.", "Letters I and O are never used; the first letter of the square depends on the zone.");
        }

        var digits = plain[(letters + 3)..];
        if (digits.Length % 2 != 0 || !digits.All(char.IsAsciiDigit))
        {
            return Bad(text, "mgrs.digits", "The digits do not divide into an easting and a northing.", "Write as many digits for the easting as for the northing.");
        }

        var half = digits.Length / 2;
        var cell = (int)Math.Pow(10, 5 - half);
        var inSquareE = half == 0 ? 0 : int.Parse(digits.AsSpan(0, half), CultureInfo.InvariantCulture) * cell;
        var inSquareN = half == 0 ? 0 : int.Parse(digits.AsSpan(half), CultureInfo.InvariantCulture) * cell;
        var easting = ((column + 1) * SquareM) + inSquareE;
        var inCycle = ((row - RowShift(zone) + Rows.Length) % Rows.Length * SquareM) + inSquareN;
        return Place(plain, zone, band, cell, easting, inCycle) is { } found
            ? (found, null)
            : Bad(text, "mgrs.band", $"No such square lies in band {Bands[band]} of zone {zone}.", "Check the band letter and the square; one of them is wrong.");
    }

    // Rows repeat every 2,000 km; the band says which of them is meant.
    private static MgrsCell? Place(string text, int zone, int band, int cell, double easting, double inCycle)
    {
        var north = band >= 10;
        var grid = Zones[zone - 1];
        for (var cycle = 0; cycle < 5; cycle++)
        {
            var northing = inCycle + (cycle * RowCycleM);
            var corner = new PlanePoint(easting, northing);
            var lowest = grid.Inverse(new(easting, north ? northing : northing - SouthernFalseNorthingM)).LatitudeDeg;
            var highest = grid.Inverse(new(easting + cell, (north ? northing : northing - SouthernFalseNorthingM) + cell)).LatitudeDeg;
            var bottom = (band * 8) - 80;
            var top = band == Bands.Length - 1 ? 84 : bottom + 8;
            // The corner of a cell on the border of two bands may lie below it; the curvature within a cell is its size squared over the radius.
            var slack = cell == SquareM ? 0.1 : 1e-6;
            if (highest < bottom - slack || lowest > top + slack)
            {
                continue;
            }

            var middle = grid.Inverse(new(easting + (cell / 2.0), (north ? northing : northing - SouthernFalseNorthingM) + (cell / 2.0)));
            return new(text, zone, north, cell, corner, middle);
        }

        return null;
    }

    private static (MgrsCell?, WrittenFault?) Bad(string text, string rule, string message, string suggestion) => (null, new(rule, message, suggestion, text));

    private static int RowShift(int zone) => zone % 2 == 0 ? 5 : 0;

    private static char BandOf(double latitude) => Bands[Math.Min(Bands.Length - 1, (int)Math.Floor((latitude + 80) / 8))];

    // South-western Norway and Svalbard have zones of their own width.
    private static int ZoneOf(GeoPoint point)
    {
        var longitude = point.LongitudeDeg - (360 * Math.Floor((point.LongitudeDeg + 180) / 360));
        var zone = Math.Min(60, (int)Math.Floor((longitude + 180) / 6) + 1);
        if (point.LatitudeDeg is >= 56 and < 64 && longitude is >= 3 and < 6)
        {
            return 32;
        }

        return point.LatitudeDeg < 72 ? zone : longitude switch
        {
            >= 0 and < 9 => 31,
            >= 9 and < 21 => 33,
            >= 21 and < 33 => 35,
            >= 33 and < 42 => 37,
            _ => zone,
        };
    }

    private static GeoPoint Near(GeoPoint point, int zone)
    {
        var meridian = (6 * zone) - 183;
        return point with { LongitudeDeg = meridian + Math.IEEERemainder(point.LongitudeDeg - meridian, 360) };
    }
}
