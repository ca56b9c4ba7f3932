namespace Surefoot.Geodesy.Gates;

/// <summary>Another reading of the same digits, by the slip that it would undo.</summary>
/// <param name="Rule">The slip: <c>position.swapped</c>, <c>position.zone-prefix</c> and so on.</param>
/// <param name="Crs">System in which the numbers are then to be read.</param>
/// <param name="Numbers">Easting or longitude and northing or latitude under this reading; not a number where the digits cannot be read so.</param>
public sealed record PositionReading(string Rule, int Crs, int? Operation, Func<double, double, (double X, double Y)> Numbers)
{
    /// <summary>Whether the numbers stay as they are, and only the system is another one.</summary>
    public bool KeepsNumbers(IEnumerable<(double X, double Y)> written)
    {
        ArgumentNullException.ThrowIfNull(written);
        return written.All(w => Numbers(w.X, w.Y) == w);
    }
}
