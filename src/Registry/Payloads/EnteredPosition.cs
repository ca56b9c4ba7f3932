using Surefoot.Geodesy.Entered;

namespace Surefoot.Registry.Payloads;

/// <summary>How the coordinates of an entry are to be understood: part of the payload, so that the geometry can be made again from the entry alone.</summary>
/// <param name="Crs">EPSG code of the coordinates as written.</param>
/// <param name="Operation">EPSG code of the datum operation to WGS 84; null if none is needed.</param>
/// <param name="AccuracyM">What the operation adds to the uncertainty.</param>
public sealed record EnteredPosition(EnteredForm Form, int Crs, int? Operation, double? AccuracyM)
{
    /// <summary>EPSG:4326, longitude and latitude on WGS 84.</summary>
    public const int Wgs84 = 4326;
}
