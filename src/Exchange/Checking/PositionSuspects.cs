using System.Globalization;
using NetTopologySuite.Geometries;
using Surefoot.Geodesy;
using Surefoot.Geodesy.Entered;

namespace Surefoot.Exchange.Checking;

/// <summary>A mistake that would explain a position outside the area, and the offered correction.</summary>
internal sealed record Suspect(string Rule, string Message, string Suggestion);

/// <summary>Tries the known slips (DOMAIN 7.1, INTEGRITY 3) one after the other and keeps those under which every position falls into the area.</summary>
internal sealed class PositionSuspects(CoordinatePath path, CheckedPlace place)
{
    // Enough corners to tell; a shape of a million need not be converted twenty times.
    private const int Probes = 32;

    private const double NearM = 2000;

    private bool IsLonLat => path.From.Epsg == 4326;

    public Suspect? Find(Coordinate[] written, OrdinateNotation notation)
    {
        var probes = Choose(written);
        return Swapped(probes) ?? (IsLonLat ? Degrees(probes, notation) : null) ?? Grids(probes);
    }

    /// <summary>The first position read as degrees, minutes and seconds, if all positions so read lie in the area.</summary>
    public Coordinate? AsMinutes(Coordinate[] written) =>
        AllInside(Choose(written), c => Convert(Minutes(c.X), Minutes(c.Y))) ? Round(new(Minutes(written[0].X), Minutes(written[0].Y))) : null;

    private Suspect? Swapped(Coordinate[] probes) => AllInside(probes, c => Convert(c.Y, c.X))
        ? new(
            "position.swapped",
            IsLonLat ? "With latitude and longitude exchanged it lies inside." : "With easting and northing exchanged it lies inside.",
            IsLonLat ? $"Write the longitude first: {Show(new(probes[0].Y, probes[0].X))}." : $"Give the easting (the number with the zone prefix; the Soviet Y) as x: {Show(new(probes[0].Y, probes[0].X))}.")
        : null;

    private Suspect? Degrees(Coordinate[] probes, OrdinateNotation notation)
    {
        foreach (var (sx, sy) in (ReadOnlySpan<(int, int)>)[(-1, 1), (1, -1), (-1, -1)])
        {
            if (AllInside(probes, c => new(sx * c.X, sy * c.Y)))
            {
                return new("position.sign", "With the other sign it lies inside.", $"East and north are positive: {Show(new(sx * probes[0].X, sy * probes[0].Y))}.");
            }
        }

        if (notation.CouldBeMinutes && AsMinutes(probes) is { } meant)
        {
            return new("position.minutes", "Read as degrees and minutes instead of decimals it lies inside.", $"If minutes were meant, write {Show(meant)}.");
        }

        if (AllInside(probes, c => new(Packed(c.X), Packed(c.Y))))
        {
            return new("position.packed-minutes", "Read as degrees times 100 plus minutes, as receivers send it, it lies inside.", $"Write decimal degrees: {Show(Round(new(Packed(probes[0].X), Packed(probes[0].Y))))}.");
        }

        for (var power = -2; power <= 10; power++)
        {
            var factor = Math.Pow(10, power);
            if (power != 0 && AllInside(probes, c => new(c.X / factor, c.Y / factor)))
            {
                return new("position.decimal-sign", "With the decimal sign elsewhere it lies inside.", $"Check for a lost decimal sign: {Show(Round(new(probes[0].X / factor, probes[0].Y / factor)))}.");
            }
        }

        return null;
    }

    private Suspect? Grids(Coordinate[] probes)
    {
        if (!IsLonLat && Array.TrueForAll(probes, c => Math.Abs(c.X) <= 180 && Math.Abs(c.Y) <= 180))
        {
            return new("position.degrees", $"These are degrees, not metres of EPSG:{path.From.Epsg}.", "Leave out --crs if they are longitude and latitude on WGS 84.");
        }

        if (path.From.Epsg != 3857 && AllInside(probes, c => WebMercator.Inverse(new(c.X, c.Y))))
        {
            var first = WebMercator.Inverse(new(probes[0].X, probes[0].Y));
            return new("position.web-mercator", "These are metres of a web map (EPSG:3857), in which areas are 1.7 times too large.", $"Export in longitude and latitude; the first position would be {Show(Round(new(first.LongitudeDeg, first.LatitudeDeg)))}.");
        }

        var asIs = Candidates(probes, swapped: false);
        var swapped = Candidates(probes, swapped: true);
        if (asIs.Count + swapped.Count == 0)
        {
            return null;
        }

        var found = asIs.Count > 0 ? asIs : swapped;
        var names = string.Join(" or ", found.Select(s => string.Create(CultureInfo.InvariantCulture, $"EPSG:{s.Epsg} ({s.Name})")));
        var order = asIs.Count > 0 ? "" : " with easting and northing exchanged";
        var rule = asIs.Count == 0 ? "position.swapped" : MissesPrefix(found) ? "position.zone-prefix" : IsLonLat ? "position.metres" : "position.wrong-crs";
        var operation = found.Any(s => s.Datum == Datum.Sk42) ? " --operation EPSG:15865 or EPSG:1808" : "";
        return new(rule, $"As metres of {names}{order} it lies inside.", $"Ask for the system of the source, then run again with --crs EPSG:{found[0].Epsg}{operation}{(asIs.Count > 0 ? "" : " and the easting as x")}.");
    }

    private bool MissesPrefix(List<CoordinateSystem> found) => !IsLonLat && path.From.Datum == Datum.Sk42 && found.Any(s => s.Epsg is 2498 or 2590 or 2591);

    private List<CoordinateSystem> Candidates(Coordinate[] probes, bool swapped)
    {
        var found = new List<CoordinateSystem>();
        foreach (var system in CoordinateSystem.All)
        {
            // Which operation does not matter for a distance of kilometres.
            if (!system.IsGeographic
                && system.Epsg != 3857
                && system.Epsg != path.From.Epsg
                && CoordinatePath.Find(system.Epsg, 15865, 4326).Path is { } candidate
                && AllInside(probes, c => ToGeo(swapped ? candidate.Convert(c.Y, c.X) : candidate.Convert(c.X, c.Y))))
            {
                found.Add(system);
            }
        }

        return found;
    }

    private bool AllInside(Coordinate[] probes, Func<Coordinate, GeoPoint> read)
    {
        foreach (var probe in probes)
        {
            var point = read(probe);
            if (!(Math.Abs(point.LongitudeDeg) <= 180 && Math.Abs(point.LatitudeDeg) <= 90) || (!place.Contains(point) && place.DistanceM(point) > NearM))
            {
                return false;
            }
        }

        return true;
    }

    private GeoPoint Convert(double x, double y) => ToGeo(path.Convert(x, y));

    private static GeoPoint ToGeo(PlanePoint point) => new(point.EastingM, point.NorthingM);

    private static Coordinate[] Choose(Coordinate[] written)
    {
        if (written.Length <= Probes)
        {
            return written;
        }

        var step = written.Length / Probes;
        return [.. Enumerable.Range(0, Probes).Select(i => written[i * step])];
    }

    // 47.0930 is 47 degrees, 9 minutes, 30 seconds.
    private static double Minutes(double value)
    {
        var whole = Math.Truncate(value);
        var digits = Math.Round(Math.Abs(value - whole) * 10_000);
        var minutes = Math.Floor(digits / 100);
        return whole + (Math.Sign(value) * ((minutes / 60) + ((digits - (minutes * 100)) / 3600)));
    }

    // 4709.25 is 47 degrees and 9.25 minutes.
    private static double Packed(double value)
    {
        var degrees = Math.Truncate(value / 100);
        var minutes = value - (degrees * 100);
        return Math.Abs(minutes) < 60 && degrees != 0 ? degrees + (minutes / 60) : double.NaN;
    }

    private static Coordinate Round(Coordinate c) => new(Math.Round(c.X, 6), Math.Round(c.Y, 6));

    private static string Show(Coordinate c) => string.Create(CultureInfo.InvariantCulture, $"{c.X}, {c.Y}");
}
