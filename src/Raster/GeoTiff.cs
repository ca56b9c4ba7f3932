using System.IO.Compression;
using BitMiracle.LibTiff.Classic;
using Surefoot.Numerics;

namespace Surefoot.Raster;

/// <summary>What a file says that cannot be read, and where.</summary>
public sealed record RasterRefusal(string Code, string Message);

/// <summary>Single-band Float32 GeoTIFF: tiles of 256, DEFLATE, floating-point predictor, GeoKeys of a projected CRS by EPSG code, NaN as NoData.</summary>
/// <remarks>
/// Values are written bit for bit. Tiles are compressed by the workers and written in order, so the file does not depend on their number.
/// The reader takes tiled or stripped Float32 of one band and only ever looks at the first directory, so a loop of directories cannot hold it;
/// the size is computed from the header before anything is allocated.
/// </remarks>
public static class GeoTiff
{
    private const int TileSide = 256;
    private const TiffTag PixelScale = (TiffTag)33550;
    private const TiffTag TiePoint = (TiffTag)33922;
    private const TiffTag GeoKeys = (TiffTag)34735;
    private const TiffTag NoData = (TiffTag)42113;

    static GeoTiff()
    {
        Tiff.SetTagExtender(RegisterTags);
        Tiff.SetErrorHandler(new SilentHandler());
    }

    /// <param name="raster">What to write.</param>
    /// <param name="path">Replaced if there.</param>
    /// <param name="description">Goes into IMAGEDESCRIPTION; begins with <c>SYNTHETIC</c> where the data are invented.</param>
    /// <param name="workers">Threads that compress.</param>
    /// <param name="cancellation">Checked between tiles.</param>
    public static void Write(FloatRaster raster, string path, string description, int workers = 1, CancellationToken cancellation = default)
    {
        var grid = raster.Grid;
        var across = (grid.Columns + TileSide - 1) / TileSide;
        var down = (grid.Rows + TileSide - 1) / TileSide;
        var tiles = new byte[across * down][];
        RowLoop.Run(tiles.Length, workers, new CompressTiles(raster, across, tiles), cancellation: cancellation);
        using var tiff = Tiff.Open(path, "w") ?? throw new IOException($"The file {path} cannot be written.");
        tiff.SetField(TiffTag.IMAGEWIDTH, grid.Columns);
        tiff.SetField(TiffTag.IMAGELENGTH, grid.Rows);
        tiff.SetField(TiffTag.BITSPERSAMPLE, 32);
        tiff.SetField(TiffTag.SAMPLESPERPIXEL, 1);
        tiff.SetField(TiffTag.SAMPLEFORMAT, SampleFormat.IEEEFP);
        tiff.SetField(TiffTag.PLANARCONFIG, PlanarConfig.CONTIG);
        tiff.SetField(TiffTag.PHOTOMETRIC, Photometric.MINISBLACK);
        tiff.SetField(TiffTag.COMPRESSION, Compression.ADOBE_DEFLATE);
        tiff.SetField(TiffTag.PREDICTOR, Predictor.FLOATINGPOINT);
        tiff.SetField(TiffTag.TILEWIDTH, TileSide);
        tiff.SetField(TiffTag.TILELENGTH, TileSide);
        tiff.SetField(TiffTag.IMAGEDESCRIPTION, description);
        tiff.SetField(PixelScale, 3, new[] { grid.CellM, grid.CellM, 0.0 });
        tiff.SetField(TiePoint, 6, new[] { 0.0, 0.0, 0.0, grid.WestM, grid.NorthM, 0.0 });
        // Version 1.1.0; three keys: projected model, pixel is area, the CRS by its EPSG code.
        tiff.SetField(GeoKeys, 16, new short[] { 1, 1, 0, 3, 1024, 0, 1, 1, 1025, 0, 1, 1, 3072, 0, 1, unchecked((short)(ushort)grid.Epsg) });
        tiff.SetField(NoData, "nan");
        for (var t = 0; t < tiles.Length; t++)
        {
            if (tiff.WriteRawTile(t, tiles[t], 0, tiles[t].Length) < 0)
            {
                throw new IOException($"Tile {t} of {path} could not be written; is the disk full?");
            }
        }

        if (!tiff.WriteDirectory())
        {
            throw new IOException($"The directory of {path} could not be written; is the disk full?");
        }
    }

    /// <summary>Null with a refusal for a file that is not a single-band Float32 GeoTIFF with a grid on whole cells.</summary>
    public static FloatRaster? Read(string path, out RasterRefusal? refusal)
    {
        using var tiff = Tiff.Open(path, "r");
        if (tiff is null)
        {
            return Refuse("geotiff.unreadable", $"{path} is no TIFF.", out refusal);
        }

        var columns = Integer(tiff, TiffTag.IMAGEWIDTH);
        var rows = Integer(tiff, TiffTag.IMAGELENGTH);
        if (columns < 1 || rows < 1 || (long)columns * rows * sizeof(float) > FloatRaster.MaximumBytes || (long)columns * rows > Array.MaxLength)
        {
            return Refuse("geotiff.size", $"The header states {columns} × {rows} cells; at most {FloatRaster.MaximumBytes} bytes are read.", out refusal);
        }

        if (Integer(tiff, TiffTag.BITSPERSAMPLE) != 32 || Integer(tiff, TiffTag.SAMPLESPERPIXEL) > 1 || Integer(tiff, TiffTag.SAMPLEFORMAT) != (int)SampleFormat.IEEEFP)
        {
            return Refuse("geotiff.format", "Only one band of 32-bit floating point is read.", out refusal);
        }

        if (Grid(tiff, columns, rows) is not { } grid)
        {
            return Refuse("geotiff.grid", "The file lacks square cells on whole multiples of their size, or the EPSG code of a projected CRS.", out refusal);
        }

        var raster = new FloatRaster(grid);
        if (!(tiff.IsTiled() ? ReadTiles(tiff, raster) : ReadStrips(tiff, raster)))
        {
            return Refuse("geotiff.data", "The cells are damaged or cut off.", out refusal);
        }

        refusal = null;
        return raster;
    }

    /// <summary>What IMAGEDESCRIPTION says, empty if nothing.</summary>
    public static string Description(string path)
    {
        using var tiff = Tiff.Open(path, "r");
        return tiff?.GetField(TiffTag.IMAGEDESCRIPTION)?[0].ToString() ?? "";
    }

    private static FloatRaster? Refuse(string code, string message, out RasterRefusal? refusal)
    {
        refusal = new RasterRefusal(code, message);
        return null;
    }

    private static int Integer(Tiff tiff, TiffTag tag)
    {
        var field = tiff.GetFieldDefaulted(tag);
        return field is null ? 0 : field[0].ToInt();
    }

    private static GridSpec? Grid(Tiff tiff, int columns, int rows)
    {
        var scale = tiff.GetField(PixelScale)?[1].ToDoubleArray();
        var tie = tiff.GetField(TiePoint)?[1].ToDoubleArray();
        var keys = tiff.GetField(GeoKeys)?[1].ToShortArray();
        if (scale is not { Length: >= 2 } || tie is not { Length: >= 6 } || keys is not { Length: >= 4 } || scale[0] != scale[1] || !(scale[0] > 0) || tie[0] != 0 || tie[1] != 0)
        {
            return null;
        }

        var epsg = 0;
        for (var k = 4; k + 3 < keys.Length; k += 4)
        {
            epsg = keys[k] == 3072 && keys[k + 1] == 0 ? unchecked((ushort)keys[k + 3]) : epsg;
        }

        var onCells = tie[3] == Math.Round(tie[3] / scale[0]) * scale[0] && tie[4] == Math.Round(tie[4] / scale[0]) * scale[0];
        return epsg == 0 || !onCells ? null : GridSpec.At(tie[3], tie[4], scale[0], columns, rows, epsg);
    }

    private static bool ReadTiles(Tiff tiff, FloatRaster raster)
    {
        var width = Integer(tiff, TiffTag.TILEWIDTH);
        var height = Integer(tiff, TiffTag.TILELENGTH);
        if (width < 1 || height < 1 || (long)width * height * sizeof(float) > 1 << 28)
        {
            return false;
        }

        var buffer = new byte[width * height * sizeof(float)];
        for (var top = 0; top < raster.Grid.Rows; top += height)
        {
            for (var left = 0; left < raster.Grid.Columns; left += width)
            {
                if (tiff.ReadTile(buffer, 0, left, top, 0, 0) < 0)
                {
                    return false;
                }

                var columns = Math.Min(width, raster.Grid.Columns - left);
                for (var row = 0; row < height && top + row < raster.Grid.Rows; row++)
                {
                    System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(buffer.AsSpan(row * width * sizeof(float), columns * sizeof(float))).CopyTo(raster.Row(top + row)[left..]);
                }
            }
        }

        return true;
    }

    private static bool ReadStrips(Tiff tiff, FloatRaster raster)
    {
        if (tiff.ScanlineSize() != raster.Grid.Columns * sizeof(float))
        {
            return false;
        }

        var buffer = new byte[raster.Grid.Columns * sizeof(float)];
        for (var row = 0; row < raster.Grid.Rows; row++)
        {
            if (!tiff.ReadScanline(buffer, row))
            {
                return false;
            }

            System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(buffer).CopyTo(raster.Row(row));
        }

        return true;
    }

    private static void RegisterTags(Tiff tiff) => tiff.MergeFieldInfo(
        [
            new TiffFieldInfo(PixelScale, -1, -1, TiffType.DOUBLE, FieldBit.Custom, true, true, "ModelPixelScaleTag"),
            new TiffFieldInfo(TiePoint, -1, -1, TiffType.DOUBLE, FieldBit.Custom, true, true, "ModelTiepointTag"),
            new TiffFieldInfo(GeoKeys, -1, -1, TiffType.SHORT, FieldBit.Custom, true, true, "GeoKeyDirectoryTag"),
            new TiffFieldInfo(NoData, -1, -1, TiffType.ASCII, FieldBit.Custom, true, false, "GDALNoData"),
        ],
        4);

    private readonly struct CompressTiles(FloatRaster raster, int across, byte[][] tiles) : IRowOperation
    {
        public void Invoke(int row)
        {
            var left = row % across * TileSide;
            var top = row / across * TileSide;
            var columns = Math.Min(TileSide, raster.Grid.Columns - left);
            const int RowBytes = TileSide * sizeof(float);
            var plain = new byte[RowBytes * TileSide];
            Span<float> line = stackalloc float[TileSide];
            for (var r = 0; r < TileSide; r++)
            {
                line.Fill(float.NaN);
                if (top + r < raster.Grid.Rows)
                {
                    raster.Row(top + r).Slice(left, columns).CopyTo(line);
                }

                Predict(line, plain.AsSpan(r * RowBytes, RowBytes));
            }

            using var packed = new MemoryStream();
            using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            {
                zlib.Write(plain);
            }

            tiles[row] = packed.ToArray();
        }

        // TIFF predictor 3 (Adobe technical note 3): the four bytes of all values in four planes, highest first, then differences along the row.
        private static void Predict(ReadOnlySpan<float> line, Span<byte> to)
        {
            for (var i = 0; i < line.Length; i++)
            {
                var bits = BitConverter.SingleToUInt32Bits(line[i]);
                unchecked
                {
                    // Each cast keeps one byte of the four: that is the point.
                    to[i] = (byte)(bits >> 24);
                    to[TileSide + i] = (byte)(bits >> 16);
                    to[(2 * TileSide) + i] = (byte)(bits >> 8);
                    to[(3 * TileSide) + i] = (byte)bits;
                }
            }

            for (var i = to.Length - 1; i > 0; i--)
            {
                to[i] = unchecked((byte)(to[i] - to[i - 1]));
            }
        }
    }

    // The library prints warnings to the console by default; what matters comes back as a return value.
    private sealed class SilentHandler : TiffErrorHandler
    {
        public override void ErrorHandler(Tiff tif, string method, string format, params object[] args)
        {
        }

        public override void WarningHandler(Tiff tif, string method, string format, params object[] args)
        {
        }

        public override void ErrorHandlerExt(Tiff tif, object clientData, string method, string format, params object[] args)
        {
        }

        public override void WarningHandlerExt(Tiff tif, object clientData, string method, string format, params object[] args)
        {
        }
    }
}
