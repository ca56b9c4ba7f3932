namespace Surefoot.Geodesy;

/// <summary>A converted point. Operation and accuracy are part of it.</summary>
/// <param name="X">Easting in metres or longitude in degrees.</param>
/// <param name="Y">Northing in metres or latitude in degrees.</param>
/// <param name="Operation">EPSG code of the datum operation; null if both systems lie on one datum.</param>
/// <param name="AccuracyM">What the operation adds to the uncertainty, in metres; 0 on one datum.</param>
public sealed record ConvertedPoint(double X, double Y, int? Operation, double AccuracyM);

/// <summary>Converts points from one system to another, as <c>surefoot geo convert</c> does.</summary>
public static class ConvertCoordinates
{
    /// <summary>The points in their order, or why the conversion cannot be done as asked.</summary>
    /// <remarks>A point that the target system cannot express comes back as not-a-number.</remarks>
    public static (IReadOnlyList<ConvertedPoint> Points, ConversionRefusal? Refusal) Run(int fromEpsg, int? operationEpsg, int toEpsg, IEnumerable<(double X, double Y)> points)
    {
        ArgumentNullException.ThrowIfNull(points);
        var (path, refusal) = CoordinatePath.Find(fromEpsg, operationEpsg, toEpsg);
        if (path is null)
        {
            return ([], refusal);
        }

        var converted = new List<ConvertedPoint>();
        foreach (var (x, y) in points)
        {
            var point = path.Convert(x, y);
            converted.Add(new(point.EastingM, point.NorthingM, path.Operation, path.AccuracyM));
        }

        return (converted, null);
    }
}
