using System.Globalization;
using System.Text;
using Surefoot.Geodesy.Entered;

namespace Surefoot.Geodesy.Written;

/// <summary>Reads one coordinate in any way it is written down and keeps the text, the system, the operation and the accuracy with it.</summary>
public static class ReadCoordinate
{
    private const double DegreeM = 111_195;

    /// <summary>Decides by the text itself: MGRS, an offset, degrees with letters or marks, else two numbers of the stated system.</summary>
    /// <param name="crs">EPSG code of numbers and of degrees; WGS 84 if null.</param>
    /// <param name="operation">EPSG code of the datum operation, compulsory from another datum.</param>
    /// <param name="points">Named points for offsets.</param>
    public static (WrittenCoordinate? Read, WrittenFault? Fault) Run(string text, Measurement measured, int? crs = null, int? operation = null, Func<string, NamedPoint?>? points = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(measured);
        var trimmed = text.Trim();
        return FormatOf(trimmed) switch
        {
            WrittenFormat.Mgrs => FromMgrs(text, trimmed, measured),
            WrittenFormat.LocalOffset => FromOffset(text, trimmed, measured, points),
            WrittenFormat.Sexagesimal => FromDegrees(text, trimmed, measured, crs ?? 4326, operation),
            _ => FromNumbers(text, trimmed, measured, crs ?? 4326, operation),
        };
    }

    private static WrittenFormat FormatOf(string text)
    {
        if (text.Contains('@', StringComparison.Ordinal))
        {
            return WrittenFormat.LocalOffset;
        }

        if (LocalOffset.Read(text).Offset is { } offset && offset.PointName.Any(char.IsLetter) && Sexagesimal.Read(text).Read is null)
        {
            return WrittenFormat.LocalOffset;
        }

        if (Mgrs.Read(text).Cell is not null)
        {
            return WrittenFormat.Mgrs;
        }

        return text.Any(c => char.IsLetter(c) || c is '°' or '\'' or '"' or '′' or '″') ? LooksLikeMgrs(text) ? WrittenFormat.Mgrs : WrittenFormat.Sexagesimal : WrittenFormat.Numbers;
    }

    // Digits, then three letters, then digits: a mistaken reference deserves the message of MGRS.
    private static bool LooksLikeMgrs(string text)
    {
        var plain = string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
        var digits = plain.TakeWhile(char.IsAsciiDigit).Count();
        return digits is 1 or 2 && plain.Length >= digits + 3 && plain.AsSpan(digits, 3).IndexOfAnyExceptInRange('A', 'z') < 0 && plain.Skip(digits + 3).All(char.IsAsciiDigit);
    }

    private static (WrittenCoordinate?, WrittenFault?) FromMgrs(string text, string trimmed, Measurement measured)
    {
        var (cell, fault) = Mgrs.Read(trimmed);
        return cell is null ? (null, fault) : (new(text, WrittenFormat.Mgrs, "EPSG:4326", cell.CellSizeM, null, 0, measured, cell.Centre), null);
    }

    private static (WrittenCoordinate?, WrittenFault?) FromOffset(string text, string trimmed, Measurement measured, Func<string, NamedPoint?>? points)
    {
        var (offset, fault) = LocalOffset.Read(trimmed);
        if (offset is null)
        {
            return (null, fault);
        }

        return points?.Invoke(offset.PointName) is { } point
            ? (new(text, WrittenFormat.LocalOffset, "EPSG:4326", offset.ResolutionM, null, point.SigmaM ?? 0, measured, offset.From(point)), null)
            : (null, new("offset.point", $"There is no point named {offset.PointName}.", "Enter the point first, with its own coordinate.", text));
    }

    private static (WrittenCoordinate?, WrittenFault?) FromDegrees(string text, string trimmed, Measurement measured, int crs, int? operation)
    {
        var (read, fault) = Sexagesimal.Read(trimmed);
        if (read is null)
        {
            return (null, fault);
        }

        return CoordinateSystem.Find(crs) is { IsGeographic: false }
            ? (null, new("written.degrees", $"These are degrees, not metres of EPSG:{crs}.", "State the geographic system: EPSG:4326 or EPSG:4284.", text))
            : Convert(text, WrittenFormat.Sexagesimal, read.Point.LongitudeDeg, read.Point.LatitudeDeg, read.ResolutionDeg * DegreeM, measured, crs, operation);
    }

    private static (WrittenCoordinate?, WrittenFault?) FromNumbers(string text, string trimmed, Measurement measured, int crs, int? operation)
    {
        // "47,15;39,6" has decimal commas; "47.15,39.6" and "47.15 39.6" have points.
        var comma = trimmed.Contains(';', StringComparison.Ordinal) && trimmed.Contains(',', StringComparison.Ordinal) && !trimmed.Contains('.', StringComparison.Ordinal);
        var parts = trimmed.Split(comma ? [';'] : [',', ';', ' ', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (parts.Length != 2
            || !NumberText.TryParse(Encoding.UTF8.GetBytes(parts[0]), comma ? (byte)',' : (byte)'.', out var x)
            || !NumberText.TryParse(Encoding.UTF8.GetBytes(parts[1]), comma ? (byte)',' : (byte)'.', out var y))
        {
            return (null, new("written.numbers", "These are not two numbers.", "Write easting and northing, or longitude and latitude: 47.15, 39.6.", text));
        }

        var step = Math.Max(Step(parts[0], comma), Step(parts[1], comma));
        return Convert(text, WrittenFormat.Numbers, x, y, CoordinateSystem.Find(crs)?.IsGeographic == true ? step * DegreeM : step, measured, crs, operation);
    }

    private static (WrittenCoordinate?, WrittenFault?) Convert(string text, WrittenFormat format, double x, double y, double resolutionM, Measurement measured, int crs, int? operation)
    {
        var (path, refusal) = CoordinatePath.Find(crs, operation, 4326);
        if (path is null)
        {
            return (null, new(refusal!.Code, refusal.Message, refusal.Hint, text));
        }

        var point = path.Convert(x, y);
        return Math.Abs(point.EastingM) <= 180 && Math.Abs(point.NorthingM) <= 90
            ? (new(text, format, string.Create(CultureInfo.InvariantCulture, $"EPSG:{crs}"), resolutionM, path.Operation, path.AccuracyM, measured, new(point.EastingM, point.NorthingM)), null)
            : (null, new("written.range", $"EPSG:{crs} has no such place.", "Easting or longitude comes first; check the system.", text));
    }

    private static double Step(string number, bool comma)
    {
        var dot = number.IndexOf(comma ? ',' : '.', StringComparison.Ordinal);
        return Math.Pow(10, dot < 0 ? 0 : dot - number.Length + 1);
    }
}
