using BitMiracle.LibTiff.Classic;

namespace Surefoot.SampleCountry;

/// <summary>Writes a relief as GeoTIFF: Float32, EPSG:32638, DEFLATE; its description says that it is synthetic.</summary>
internal static class GeoTiff
{
    private const TiffTag PixelScale = (TiffTag)33550;
    private const TiffTag TiePoint = (TiffTag)33922;
    private const TiffTag GeoKeyDirectory = (TiffTag)34735;

    public static void Write(string path, Relief relief, string description)
    {
        using var tiff = Tiff.Open(path, "w") ?? throw new IOException($"{path} cannot be written.");
        TiffFieldInfo[] geo =
        [
            new(PixelScale, 3, 3, TiffType.DOUBLE, FieldBit.Custom, true, false, "ModelPixelScaleTag"),
            new(TiePoint, 6, 6, TiffType.DOUBLE, FieldBit.Custom, true, false, "ModelTiepointTag"),
            new(GeoKeyDirectory, TiffFieldInfo.Variable, TiffFieldInfo.Variable, TiffType.SHORT, FieldBit.Custom, true, true, "GeoKeyDirectoryTag"),
        ];
        tiff.MergeFieldInfo(geo, geo.Length);
        tiff.SetField(TiffTag.IMAGEWIDTH, relief.Columns);
        tiff.SetField(TiffTag.IMAGELENGTH, relief.Rows);
        tiff.SetField(TiffTag.BITSPERSAMPLE, 32);
        tiff.SetField(TiffTag.SAMPLEFORMAT, SampleFormat.IEEEFP);
        tiff.SetField(TiffTag.SAMPLESPERPIXEL, 1);
        tiff.SetField(TiffTag.PHOTOMETRIC, Photometric.MINISBLACK);
        tiff.SetField(TiffTag.PLANARCONFIG, PlanarConfig.CONTIG);
        tiff.SetField(TiffTag.COMPRESSION, Compression.ADOBE_DEFLATE);
        tiff.SetField(TiffTag.ROWSPERSTRIP, 32);
        tiff.SetField(TiffTag.IMAGEDESCRIPTION, description);
        tiff.SetField(PixelScale, 3, new[] { Relief.CellM, Relief.CellM, 0 });
        tiff.SetField(TiePoint, 6, new[] { 0, 0, 0, relief.WestM, relief.NorthM, 0 });
        // Projected model, pixel is area, EPSG:32638, metre.
        short[] keys = [1, 1, 0, 4, 1024, 0, 1, 1, 1025, 0, 1, 1, 3072, 0, 1, 32638, 3076, 0, 1, 9001];
        tiff.SetField(GeoKeyDirectory, keys.Length, keys);
        var row = new float[relief.Columns];
        var bytes = new byte[relief.Columns * sizeof(float)];
        for (var y = 0; y < relief.Rows; y++)
        {
            for (var x = 0; x < row.Length; x++)
            {
                // Eighths of a metre: more would be noise that does not pack.
                row[x] = MathF.Round(relief.Heights[(y * relief.Columns) + x] * 8) / 8;
            }

            Buffer.BlockCopy(row, 0, bytes, 0, bytes.Length);
            tiff.WriteScanline(bytes, y);
        }
    }
}
