using System.Globalization;

namespace Surefoot.Geodesy.Magnetism;

/// <summary>The declination at a place and date, with the model that gave it: what turns a magnetic bearing into a true one.</summary>
/// <param name="DegreesEast">True bearing minus magnetic bearing.</param>
/// <param name="SigmaDeg">One standard deviation; local iron, wires and vehicles are not in it.</param>
/// <param name="DegreesEastPerYear">How fast it changes.</param>
public sealed record Declination(double DegreesEast, double SigmaDeg, double DegreesEastPerYear, string Model, DateOnly On);

/// <summary>Why there is no declination.</summary>
public sealed record DeclinationRefusal(string Code, string Message, string Hint);

/// <summary>Asks the World Magnetic Model; outside its years it refuses, because the field drifts by a tenth of a degree a year and more.</summary>
public static class FindDeclination
{
    public static (Declination? Found, DeclinationRefusal? Refusal) Run(GeoPoint at, DateOnly on, double heightM = 0)
    {
        if (!(Math.Abs(at.LatitudeDeg) <= 90 && Math.Abs(at.LongitudeDeg) <= 360))
        {
            return (null, new("declination.place", "This is no place on the Earth.", "Give latitude and longitude in degrees, latitude first."));
        }

        var year = WorldMagneticModel.DecimalYear(on);
        if (!WorldMagneticModel.Covers(year))
        {
            return (null, new(
                "declination.date",
                string.Create(CultureInfo.InvariantCulture, $"{WorldMagneticModel.Name} holds from {WorldMagneticModel.ValidFromYear}-01-01 to {WorldMagneticModel.ValidUntilYear - 1}-12-31, not on {on:yyyy-MM-dd}."),
                "For another date state the declination from the margin of the sheet or from the model of that time."));
        }

        var field = WorldMagneticModel.Field(at, heightM, year);
        const double half = 0.5;
        var from = Math.Max(WorldMagneticModel.ValidFromYear, year - half);
        var to = Math.Min(WorldMagneticModel.ValidUntilYear - 1e-9, year + half);
        var turn = WorldMagneticModel.Field(at, heightM, to).DeclinationDeg - WorldMagneticModel.Field(at, heightM, from).DeclinationDeg;
        return (new(field.DeclinationDeg, field.DeclinationSigmaDeg, Math.IEEERemainder(turn, 360) / (to - from), WorldMagneticModel.Name, on), null);
    }
}
