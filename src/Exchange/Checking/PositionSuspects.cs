using System.Globalization;
using NetTopologySuite.Geometries;
using Surefoot.Geodesy;
using Surefoot.Geodesy.Entered;
using Surefoot.Geodesy.Gates;

namespace Surefoot.Exchange.Checking;

/// <summary>A slip that would explain a position outside the area, and the offered correction.</summary>
/// <param name="Offer">The reading that undoes it; null where several readings lead to different places, so that only a person can tell.</param>
internal sealed record Suspect(string Rule, string Message, string Suggestion, PositionReading? Offer);

/// <summary>Asks the gates which slip would explain it, and says so in words.</summary>
internal sealed class PositionSuspects(CoordinatePath path)
{
    // Enough corners to tell; a shape of a million need not be converted twenty times.
    private const int Probes = 32;

    // Readings this close mean one place: two operations, or two names of one meridian.
    private const double OnePlaceM = 50;

    private bool IsLonLat => path.From.Epsg == 4326;

    public Suspect? Find(Coordinate[] written, OrdinateNotation notation, CheckedPlace place)
    {
        var probes = Choose(written);
        // Digits that are no minutes and seconds are not read so; more than four of them are decimal minutes.
        List<PositionReading> readings = [.. PositionGate.Readings(probes, path, place.Area).Where(reading => notation.CouldBeMinutes || reading.Rule != "position.minutes")];
        if (readings.Count == 0)
        {
            return !path.From.IsGeographic && probes.All(p => Math.Abs(p.X) <= 180 && Math.Abs(p.Y) <= 180)
                ? new("position.degrees", $"These are degrees, not metres of EPSG:{path.From.Epsg}.", "Leave out --crs if they are longitude and latitude on WGS 84.", null)
                : null;
        }

        var first = readings[0];
        List<PositionReading> same = [.. readings.Where(reading => reading.Rule == first.Rule && (reading.Crs == path.From.Epsg) == (first.Crs == path.From.Epsg)).DistinctBy(reading => (reading.Crs, reading.Numbers(probes[0].X, probes[0].Y)))];
        var places = same.ConvertAll(reading => PositionGate.PlaceUnder(reading, probes[0].X, probes[0].Y));
        var sure = places.TrueForAll(p => Geodesic.Inverse(p, places[0]).LengthM <= OnePlaceM);
        return new(first.Rule, Message(first, same), Suggestion(first, same, probes[0]), sure ? first : null);
    }

    /// <summary>The positions read as degrees, minutes and seconds, if all of them so read lie in the area.</summary>
    public PositionReading? AsMinutes(Coordinate[] written, CheckedPlace place)
    {
        foreach (var probe in Choose(written))
        {
            var (x, y) = PositionGate.AsMinutes(probe.X, probe.Y);
            var point = path.Convert(x, y);
            if (!(Math.Abs(point.EastingM) <= 180 && Math.Abs(point.NorthingM) <= 90 && place.DistanceM(new(point.EastingM, point.NorthingM)) <= place.Area.NearM))
            {
                return null;
            }
        }

        return new("position.minutes", path.From.Epsg, path.Operation, PositionGate.AsMinutes);
    }

    private string Message(PositionReading first, List<PositionReading> same)
    {
        var systems = string.Join(" or ", same.Select(r => r.Crs).Distinct().Select(CoordinateSystem.Find).Select(s => string.Create(CultureInfo.InvariantCulture, $"EPSG:{s!.Epsg} ({s.Name})")));
        return first.Rule switch
        {
            "position.swapped" when first.Crs != path.From.Epsg => $"As metres of {systems} with easting and northing exchanged it lies inside.",
            "position.swapped" => IsLonLat ? "With latitude and longitude exchanged it lies inside." : "With easting and northing exchanged it lies inside.",
            "position.sign" => "With the other sign it lies inside.",
            "position.minutes" or "position.decimal-minutes" => "Read as degrees and minutes instead of decimals it lies inside.",
            "position.packed-minutes" => "Read as degrees times 100 plus minutes, as receivers send it, it lies inside.",
            "position.decimal-sign" => "With the decimal sign elsewhere it lies inside.",
            "position.degrees" => $"These are degrees, not metres of EPSG:{path.From.Epsg}.",
            "position.web-mercator" => "These are metres of a web map (EPSG:3857), in which areas are 1.7 times too large.",
            "position.zone-prefix" => $"With the zone's number before the easting, in {systems}, it lies inside.",
            "position.wrong-zone" => $"Read in another zone, {systems}, it lies inside.",
            _ => $"As metres of {systems} it lies inside.",
        };
    }

    private string Suggestion(PositionReading first, List<PositionReading> same, (double X, double Y) written)
    {
        var numbers = first.Numbers(written.X, written.Y);
        var shown = Show(Math.Abs(numbers.X) <= 180 ? (Math.Round(numbers.X, 7), Math.Round(numbers.Y, 7)) : numbers);
        var operation = same.Exists(r => r.Operation is not null) && path.Operation is null ? " --operation EPSG:15865 or EPSG:1808" : "";
        return first.Rule switch
        {
            "position.swapped" when first.Crs != path.From.Epsg => $"Ask for the system of the source, then run again with --crs EPSG:{first.Crs}{operation} and the easting as x.",
            "position.swapped" => IsLonLat ? $"Write the longitude first: {shown}." : $"Give the easting (the number with the zone prefix; the Soviet Y) as x: {shown}.",
            "position.sign" => $"East and north are positive: {shown}.",
            "position.minutes" or "position.decimal-minutes" => $"If minutes were meant, write {shown}.",
            "position.packed-minutes" => $"Write decimal degrees: {shown}.",
            "position.decimal-sign" => $"Check for a lost decimal sign: {shown}.",
            "position.degrees" => "Leave out --crs if they are longitude and latitude on WGS 84.",
            "position.web-mercator" => $"Export in longitude and latitude; the first position would be {Show(Place(first, written))}.",
            "position.zone-prefix" or "position.wrong-zone" when same.Count == 1 => $"If that was meant, write {shown} in EPSG:{first.Crs}{operation}.",
            _ => $"Ask for the system of the source, then run again with --crs EPSG:{first.Crs}{operation}.",
        };
    }

    private static (double X, double Y) Place(PositionReading reading, (double X, double Y) written)
    {
        var place = PositionGate.PlaceUnder(reading, written.X, written.Y);
        return (Math.Round(place.LongitudeDeg, 6), Math.Round(place.LatitudeDeg, 6));
    }

    private static (double X, double Y)[] Choose(Coordinate[] written)
    {
        if (written.Length <= Probes)
        {
            return Array.ConvertAll(written, c => (c.X, c.Y));
        }

        var step = written.Length / Probes;
        return [.. Enumerable.Range(0, Probes).Select(i => (written[i * step].X, written[i * step].Y))];
    }

    private static string Show((double X, double Y) c) => string.Create(CultureInfo.InvariantCulture, $"{c.X}, {c.Y}");
}
