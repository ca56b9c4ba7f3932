using System.Buffers.Binary;
using System.Globalization;

namespace Surefoot.Exchange.Reading.GeoPackages;

/// <summary>The header before the WKB of a GeoPackage geometry (OGC 12-128r18, 2.1.3).</summary>
internal static class GeoPackageBlob
{
    /// <summary>The WKB within; empty when the geometry is said to be empty.</summary>
    public static ReadOnlyMemory<byte> Wkb(byte[] blob, long layerSrs, long row, string column)
    {
        if (blob.Length < 8 || blob[0] != 'G' || blob[1] != 'P')
        {
            throw Fault(row, column, $"does not start as a GeoPackage geometry does");
        }

        if (blob[2] != 0)
        {
            throw Fault(row, column, $"has version {blob[2]}; only version 0 is defined");
        }

        var flags = blob[3];
        var envelope = (flags >> 1) & 7;
        if ((flags & 0xC0) != 0 || envelope > 4)
        {
            throw Fault(row, column, $"has flags 0x{flags:X2} that are not defined");
        }

        if ((flags & 0x20) != 0)
        {
            throw Fault(row, column, $"is of an extended kind, which is not read");
        }

        var little = (flags & 1) != 0;
        var srs = little ? BinaryPrimitives.ReadInt32LittleEndian(blob.AsSpan(4)) : BinaryPrimitives.ReadInt32BigEndian(blob.AsSpan(4));
        if (srs != layerSrs)
        {
            throw Fault(row, column, $"states system {srs}, its layer {layerSrs}");
        }

        int[] sizes = [0, 32, 48, 48, 64];
        var start = 8 + sizes[envelope];
        if (blob.Length < start + 5)
        {
            throw Fault(row, column, $"has {blob.Length} bytes, fewer than its header states");
        }

        if ((flags & 0x10) != 0)
        {
            return ReadOnlyMemory<byte>.Empty;
        }

        for (var i = 8; i < start; i += 16)
        {
            var (low, high) = (Number(blob, i, little), Number(blob, i + 8, little));
            if (!double.IsFinite(low) || !double.IsFinite(high) || low > high)
            {
                throw Fault(row, column, $"has an extent that is none");
            }
        }

        return blob.AsMemory(start);
    }

    private static double Number(byte[] bytes, int at, bool little) =>
        little ? BinaryPrimitives.ReadDoubleLittleEndian(bytes.AsSpan(at)) : BinaryPrimitives.ReadDoubleBigEndian(bytes.AsSpan(at));

    private static SourceFaultException Fault(long row, string column, FormattableString what) =>
        new("gpkg.geometry", string.Create(CultureInfo.InvariantCulture, $"The geometry of row {row} {what}."), "Export the GeoPackage again.", row, column);
}
