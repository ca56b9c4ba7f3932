using Surefoot.Geodesy;
using Surefoot.Geodesy.Written;

namespace Surefoot.Registry.Payloads;

/// <summary>How the coordinates of an entry are to be understood: part of the payload, so that the geometry can be made again from the entry alone.</summary>
/// <param name="Form">How the geometry was written.</param>
/// <param name="Crs">EPSG code of the coordinates as written.</param>
/// <param name="Operation">EPSG code of the datum operation to WGS 84; null if none is needed.</param>
/// <param name="AccuracyM">What the operation adds to the uncertainty.</param>
public sealed record EnteredPosition(EnteredForm Form, int Crs, int? Operation, double? AccuracyM)
{
    /// <summary>EPSG:4326, longitude and latitude on WGS 84.</summary>
    public const int Wgs84 = 4326;

    /// <summary>What was entered, where the geometry of the entry is not that: MGRS, degrees with minutes, numbers before a fix was taken; WKB in hexadecimal digits.</summary>
    public string? Text { get; init; }

    /// <summary>In which way a coordinate was written down, if not as numbers.</summary>
    public WrittenFormat Format { get; init; }

    /// <summary>Step of the last digit of a point as written, or side of its cell.</summary>
    public double? ResolutionM { get; init; }

    /// <summary>The slip that was undone because the importer accepted the offer, such as <c>position.swapped</c>.</summary>
    public string? Fix { get; init; }

    /// <summary>The system that was stated, where the fix changed it.</summary>
    public int? StatedCrs { get; init; }

    /// <summary>How it was measured; null if nothing is said.</summary>
    public Measurement? Measured { get; init; }

    /// <summary>The result for a point that was not written as longitude and latitude on WGS 84.</summary>
    public GeoPoint? Result { get; init; }

    /// <summary>Tells the form of a geometry as entered by its first byte.</summary>
    public static EnteredForm FormOf(ReadOnlySpan<byte> entered)
    {
        if (entered.IsEmpty)
        {
            return EnteredForm.None;
        }

        return entered[0] <= 1 ? EnteredForm.Wkb : entered.TrimStart(" \t\r\n"u8) switch
        {
            [] => EnteredForm.None,
            [(byte)'{', ..] => EnteredForm.GeoJson,
            [>= (byte)'A' and <= (byte)'Z', ..] or [>= (byte)'a' and <= (byte)'z', ..] => EnteredForm.Wkt,
            _ => EnteredForm.Xy,
        };
    }
}
