using NetTopologySuite.Geometries;
using Surefoot.Geodesy.Entered;
using Surefoot.Geodesy.OneWay;

namespace Surefoot.Geodesy;

/// <summary>A geometry read from the bytes as they were entered. The same bytes, system and operation always give the same geometry.</summary>
/// <param name="Geometry">On WGS 84, longitude and latitude in degrees, shells counter-clockwise; null when there is a fault.</param>
/// <param name="AsWritten">The numbers as written, before any conversion; null when they could not be read.</param>
/// <param name="Notation">How the numbers were written.</param>
/// <param name="Fault">Why it could not be read; null when it was.</param>
/// <param name="Srid">System that the bytes themselves state (EWKT, EWKB).</param>
public sealed record EnteredGeometry(Geometry? Geometry, Geometry? AsWritten, OrdinateNotation Notation, GeometryFault? Fault, int? Srid = null)
{
    private const int Wgs84 = 4326;

    /// <summary>Reads a GeoJSON geometry, WKT, WKB (also in hexadecimal digits), <c>x,y</c> with decimal points or <c>x;y</c> with decimal commas.</summary>
    /// <param name="asEntered">The bytes; text in UTF-8.</param>
    /// <param name="crs">EPSG code of the numbers; null means WGS 84 longitude and latitude.</param>
    /// <param name="operation">EPSG code of the datum operation, compulsory for a system on another datum.</param>
    /// <param name="erring">Of a polygon written in another system: which way it may err when its edges, straight there, become edges straight in longitude
    /// and latitude. Null: corners are converted and nothing else (a claim or a check, not a hazard or released land).</param>
    /// <remarks>Structure is checked: bounds of size and depth, finite numbers, enough positions, closed rings. Validity and place are not:
    /// whoever accepts an import checks them once. Heights are dropped here and kept in the bytes.</remarks>
    public static EnteredGeometry Parse(ReadOnlySpan<byte> asEntered, int? crs = null, int? operation = null, Erring? erring = null)
    {
        var notation = new OrdinateNotation();
        Geometry? asWritten = null;
        int? srid = null;
        CoordinatePath? path = null;
        try
        {
            asWritten = ShapeAssembler.Assemble(Read(asEntered, ref notation, out srid));
            path = PathFrom(crs ?? Wgs84, operation);
            var moved = ShapeAssembler.Move(asWritten, path);
            if (path is not null && erring is { } way && moved is IPolygonal && moved.IsValid)
            {
                moved = ShapeAssembler.Move(OneWayShapes.Reproject(asWritten, way, path, PathFrom(Wgs84, operation, crs!.Value)!), null);
            }

            return new(moved, asWritten, notation, null, srid);
        }
        catch (GeometryFaultException e)
        {
            return new(null, asWritten, notation, Locate(e.Fault, crs ?? Wgs84, operation), srid);
        }
    }

    private static RawShape Read(ReadOnlySpan<byte> bytes, ref OrdinateNotation notation, out int? srid)
    {
        srid = null;
        if (bytes.IsEmpty)
        {
            throw new GeometryFaultException("geometry.empty", "There is no geometry.");
        }

        if (bytes[0] <= 1)
        {
            return WkbParser.Parse(bytes, ref notation, out srid);
        }

        bytes = bytes.Trim(" \t\r\n"u8);
        if (bytes.IsEmpty)
        {
            throw new GeometryFaultException("geometry.empty", "There is no geometry.");
        }

        if (bytes[0] == '{')
        {
            return GeoJsonParser.Parse(bytes, ref notation);
        }

        if (HexBytes(bytes) is { } wkb)
        {
            return WkbParser.Parse(wkb, ref notation, out srid);
        }

        return (bytes[0] | 0x20) is >= 'a' and <= 'z' && !NumberText.IsNotFinite(bytes)
            ? WktParser.Parse(bytes, ref notation, out srid)
            : PairParser.Parse(bytes, ref notation);
    }

    private static byte[]? HexBytes(ReadOnlySpan<byte> text)
    {
        // The shortest WKB is five bytes, and its first says the byte order.
        if (text.Length < 10 || text.Length % 2 != 0 || text[0] != '0' || text[1] is not ((byte)'0' or (byte)'1'))
        {
            return null;
        }

        var bytes = new byte[text.Length / 2];
        return Convert.FromHexString(text, bytes, out _, out _) == System.Buffers.OperationStatus.Done ? bytes : null;
    }

    private static CoordinatePath? PathFrom(int crs, int? operation, int to = Wgs84)
    {
        if (crs == to)
        {
            return null;
        }

        var (path, refusal) = CoordinatePath.Find(crs, operation, to);
        return path ?? throw new GeometryFaultException(refusal!.Code, refusal.Message, refusal.Hint);
    }

    // A parser knows the place only in the numbers as written.
    private static GeometryFault Locate(GeometryFault fault, int crs, int? operation)
    {
        if (fault.At is not { } at || CoordinatePath.Find(crs, operation, Wgs84).Path is not { } path)
        {
            return fault with { At = null };
        }

        var point = path.Convert(at.LongitudeDeg, at.LatitudeDeg);
        return double.IsFinite(point.EastingM) && Math.Abs(point.EastingM) <= 180 && Math.Abs(point.NorthingM) <= 90
            ? fault with { At = new GeoPoint(point.EastingM, point.NorthingM) }
            : fault with { At = null };
    }
}
