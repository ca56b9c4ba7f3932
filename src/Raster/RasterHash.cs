using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Surefoot.Raster;

/// <summary>SHA-256 of the values of a raster, row by row, little-endian, every NaN as the same NaN: the identity of a published map.</summary>
/// <remarks>Of the values and not of the file, so that another compressor does not look like another map.</remarks>
public static class RasterHash
{
    /// <summary>Lower-case hexadecimal.</summary>
    public static string Sha256(FloatRaster raster)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var line = new float[raster.Grid.Columns];
        for (var row = 0; row < raster.Grid.Rows; row++)
        {
            var from = raster.Row(row);
            for (var i = 0; i < line.Length; i++)
            {
                line[i] = float.IsNaN(from[i]) ? float.NaN : from[i];
            }

            hash.AppendData(MemoryMarshal.AsBytes(line.AsSpan()));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
