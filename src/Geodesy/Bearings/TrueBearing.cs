using Surefoot.Geodesy.Magnetism;

namespace Surefoot.Geodesy.Bearings;

/// <summary>What is added to a bearing to make it true, and where the number comes from.</summary>
/// <param name="AddDeg">Degrees; east positive.</param>
/// <param name="Source">The magnetic model, or the grid whose convergence it is.</param>
public sealed record NorthCorrection(double AddDeg, string Source);

/// <summary>Turns bearings from any north into true ones.</summary>
public static class TrueBearing
{
    /// <summary>The correction at a place, or why there is none.</summary>
    /// <param name="gridEpsg">The grid of a grid bearing; null takes the 6° zone of the place, whose convergence UTM and Gauss-Krüger share.</param>
    /// <param name="statedDeclinationDeg">Declination given by hand (the margin of the sheet); goes before the model.</param>
    public static (NorthCorrection? Correction, DeclinationRefusal? Refusal) Correction(NorthReference north, GeoPoint at, DateOnly on, int? gridEpsg = null, double? statedDeclinationDeg = null)
    {
        switch (north)
        {
            case NorthReference.True:
                return (new(0, "true"), null);
            case NorthReference.Grid:
                return ConvergenceAt(at, gridEpsg);
            case NorthReference.Magnetic when statedDeclinationDeg is { } stated:
                return (new(stated, "stated"), null);
            case NorthReference.Magnetic:
                var (found, refusal) = FindDeclination.Run(at, on);
                return (found is null ? null : new(found.DegreesEast, found.Model), refusal);
            default:
                return (null, new("north.unknown", "North is not known, so a bearing gives no direction.", "Ask who measured: true, grid or magnetic."));
        }
    }

    private static (NorthCorrection?, DeclinationRefusal?) ConvergenceAt(GeoPoint at, int? gridEpsg)
    {
        if (gridEpsg is { } epsg)
        {
            return CoordinateSystem.Find(epsg)?.ConvergenceDeg(at) is { } stated
                ? (new(stated, $"EPSG:{epsg}"), null)
                : (null, new("north.grid", $"EPSG:{epsg} is not a grid known here.", "Give the grid of the sheet, for example EPSG:28408."));
        }

        var zone = (int)Math.Floor((at.LongitudeDeg + 180) / 6) + 1;
        var grid = new TransverseMercator(Ellipsoid.Wgs84, (6 * zone) - 183, 0, 1, 500_000, 0);
        return (new(grid.ConvergenceDeg(at), $"6° zone, central meridian {(6 * zone) - 183}° E"), null);
    }
}
