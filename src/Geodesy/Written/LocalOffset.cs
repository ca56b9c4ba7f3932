using System.Globalization;
using Surefoot.Geodesy.Bearings;

namespace Surefoot.Geodesy.Written;

/// <summary>A point that others are measured from.</summary>
public sealed record NamedPoint(string Name, GeoPoint Wgs84, double? SigmaM = null);

/// <summary>Metres from a named point: <c>BM1 +120.5E -35N</c>, or <c>BM1 125.5 m @ 213.5 true</c>.</summary>
/// <param name="EastM">Towards true east.</param>
/// <param name="NorthM">Towards true north.</param>
/// <param name="ResolutionM">Step of the last digit.</param>
public sealed record LocalOffset(string PointName, double EastM, double NorthM, double ResolutionM)
{
    /// <summary>Reads an offset. A bearing needs its north: only <c>true</c> can be used without place and date, others go through a traverse.</summary>
    public static (LocalOffset? Offset, WrittenFault? Fault) Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var words = text.Replace('\u2212', '-').Replace("@", " @ ", StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var at = Array.IndexOf(words, "@");
        return at > 0 ? Polar(text, words, at) : Axes(text, words);
    }

    /// <summary>The place on WGS 84.</summary>
    public GeoPoint From(NamedPoint point)
    {
        ArgumentNullException.ThrowIfNull(point);
        var lengthM = Math.Sqrt((EastM * EastM) + (NorthM * NorthM));
        return lengthM == 0 ? point.Wgs84 : Geodesic.Direct(point.Wgs84, double.RadiansToDegrees(Math.Atan2(EastM, NorthM)), lengthM).Point;
    }

    private static (LocalOffset?, WrittenFault?) Axes(string text, string[] words)
    {
        if (words.Length < 3)
        {
            return Bad(text, "offset.syntax", "This is no offset from a point.");
        }

        double? east = null, north = null;
        var step = 0.0;
        foreach (var word in words[^2..])
        {
            var axis = char.ToUpperInvariant(word[^1]);
            if (axis is not ('E' or 'W' or 'N' or 'S') || !double.TryParse(word.AsSpan(0, word.Length - 1), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
            {
                return Bad(text, "offset.syntax", "East and north are not written with their letters.");
            }

            step = Math.Max(step, Step(word[..^1]));
            if (axis is 'E' or 'W')
            {
                east = axis == 'W' ? -value : value;
            }
            else
            {
                north = axis == 'S' ? -value : value;
            }
        }

        return east is { } e && north is { } n
            ? (new(string.Join(' ', words[..^2]), e, n, step), null)
            : Bad(text, "offset.syntax", "One number has to be east or west, the other north or south.");
    }

    private static (LocalOffset?, WrittenFault?) Polar(string text, string[] words, int at)
    {
        var lengthAt = words[at - 1].Equals("m", StringComparison.Ordinal) ? at - 2 : at - 1;
        if (lengthAt < 1 || words.Length - at is < 2 or > 3 || !double.TryParse(words[lengthAt].AsSpan().TrimEnd('m'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var length)
            || !AngleText.TryParse(words[at + 1], AngleUnit.Degree, '.', out var bearing))
        {
            return Bad(text, "offset.syntax", "Distance and bearing could not be read.");
        }

        if (words.Length - at == 2 || !words[at + 2].Equals("true", StringComparison.OrdinalIgnoreCase))
        {
            return Bad(text, "offset.north", "From which north the bearing counts is not stated as true.");
        }

        var (sin, cos) = Math.SinCos(double.DegreesToRadians(bearing));
        return (new(string.Join(' ', words[..lengthAt]), length * sin, length * cos, Step(words[lengthAt].TrimEnd('m'))), null);
    }

    private static double Step(string number)
    {
        var dot = number.IndexOf('.', StringComparison.Ordinal);
        return Math.Pow(10, dot < 0 ? 0 : dot - number.Length + 1);
    }

    private static (LocalOffset?, WrittenFault?) Bad(string text, string rule, string message) =>
        (null, new(rule, message, "Write BM1 +120.5E -35N, or BM1 125.5 m @ 213.5 true; magnetic and grid bearings go into a traverse.", text));
}
