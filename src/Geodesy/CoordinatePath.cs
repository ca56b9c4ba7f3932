namespace Surefoot.Geodesy;

/// <summary>Why a conversion between two systems cannot be done as asked.</summary>
public sealed record ConversionRefusal(string Code, string Message, string Hint);

/// <summary>The whole way from one system to another: grid, datum operation, grid.</summary>
public sealed class CoordinatePath
{
    private readonly CoordinateSystem _from;
    private readonly CoordinateSystem _to;
    private readonly DatumOperation? _operation;

    private CoordinatePath(CoordinateSystem from, CoordinateSystem to, DatumOperation? operation)
    {
        _from = from;
        _to = to;
        _operation = operation;
    }

    public CoordinateSystem From => _from;

    public CoordinateSystem To => _to;

    /// <summary>EPSG code of the datum operation; null if both systems lie on one datum.</summary>
    public int? Operation => _operation?.Epsg;

    /// <summary>What the operation adds to the uncertainty, in metres; 0 on one datum.</summary>
    public double AccuracyM => _operation?.AccuracyM ?? 0;

    /// <summary>Finds the way, or says why there is none. An operation is compulsory between datums and never chosen silently.</summary>
    public static (CoordinatePath? Path, ConversionRefusal? Refusal) Find(int fromEpsg, int? operationEpsg, int toEpsg)
    {
        if (CoordinateSystem.Find(fromEpsg) is not { } from)
        {
            return (null, Unknown(fromEpsg));
        }

        if (CoordinateSystem.Find(toEpsg) is not { } to)
        {
            return (null, Unknown(toEpsg));
        }

        if (from.Datum == to.Datum)
        {
            return (new(from, to, null), null);
        }

        var choices = string.Join(", ", DatumOperation.All.Select(o => FormattableString.Invariant($"EPSG:{o.Epsg} ({o.AccuracyM} m, {o.Area})")));
        if (operationEpsg is not { } code)
        {
            return (null, new("crs.operation-missing", $"EPSG:{fromEpsg} and EPSG:{toEpsg} lie on different datums and no operation between them is stated.", $"State one: {choices}."));
        }

        return DatumOperation.Find(code) is { } operation
            ? (new(from, to, operation), null)
            : (null, new("crs.operation-unknown", $"EPSG:{code} is not an operation that can be used between SK-42 and WGS 84.", $"Use one of: {choices}."));
    }

    public PlanePoint Convert(double x, double y)
    {
        var point = _from.ToGeographic(x, y);
        if (_operation is not null)
        {
            point = _from.Datum == Datum.Sk42 ? _operation.ToWgs84(point) : _operation.FromWgs84(point);
        }

        return _to.FromGeographic(point);
    }

    private static ConversionRefusal Unknown(int epsg) => new(
        "crs.unknown",
        $"EPSG:{epsg} is not a system known here.",
        "Known: " + string.Join(", ", CoordinateSystem.All.Select(s => FormattableString.Invariant($"EPSG:{s.Epsg}"))) + ".");
}
