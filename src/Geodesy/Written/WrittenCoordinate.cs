namespace Surefoot.Geodesy.Written;

/// <summary>In which way a coordinate was written down.</summary>
public enum WrittenFormat
{
    /// <summary>Easting and northing, or longitude and latitude, as two numbers.</summary>
    Numbers,

    /// <summary>Degrees, minutes and seconds, or decimal degrees with letters.</summary>
    Sexagesimal,
    Mgrs,

    /// <summary>Bearing and distance, or east and north, from a named point.</summary>
    LocalOffset,
}

/// <summary>A coordinate with all that belongs to it: as written, how it was brought to WGS 84, and how far each step may be off.</summary>
/// <param name="Text">Exactly what was entered.</param>
/// <param name="Crs"><c>EPSG:28408</c>; the datum of MGRS and of an offset is that of WGS 84.</param>
/// <param name="ResolutionM">Step of the last digit, or side of the cell.</param>
/// <param name="Operation">EPSG code of the datum operation; null on one datum.</param>
/// <param name="OperationAccuracyM">As EPSG states it; 0 on one datum.</param>
/// <param name="Wgs84">The result, in degrees.</param>
public sealed record WrittenCoordinate(
    string Text, WrittenFormat Format, string Crs, double ResolutionM, int? Operation, double OperationAccuracyM, Measurement Measured, GeoPoint Wgs84)
{
    /// <summary>Everything together, one standard deviation in metres; null as long as the measurement's own is not known.</summary>
    /// <remarks>Operation, measurement and the rounding of the last digit (its step over √12 on each axis) are independent of each other.</remarks>
    public double? AccuracyM => Measured.SigmaOfMeasurementM is { } sigma
        ? Math.Sqrt((sigma * sigma) + (OperationAccuracyM * OperationAccuracyM) + (ResolutionM * ResolutionM / 6))
        : null;
}
