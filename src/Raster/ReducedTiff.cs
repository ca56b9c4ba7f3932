using BitMiracle.LibTiff.Classic;

namespace Surefoot.Raster;

/// <summary>A picture made small enough to be shown whole.</summary>
/// <param name="Factor">Pixels of the original on a side of one pixel here.</param>
public sealed record ReducedPicture(int Columns, int Rows, int Factor, byte[] Rgb);

/// <summary>A TIFF of scans, strip by strip or tile by tile, averaged down: browsers show none, and a whole sheet would take hundreds of megabytes.</summary>
public static class ReducedTiff
{
    private const long MostStripPixels = 32 << 20;

    /// <param name="file">Within the caps of <see cref="ReadImageHeader"/>.</param>
    /// <param name="longestSide">Of the result.</param>
    public static (ReducedPicture? Picture, RasterRefusal? Refusal) Run(Stream file, int longestSide, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(longestSide);
        var (header, refusal) = ReadImageHeader.Run(file);
        if (header is not { Form: ImageForm.Tiff })
        {
            return (null, refusal ?? new("tiff.not", "The file is no TIFF."));
        }

        using var tiff = TiffReading.Open(file);
        if (tiff is null)
        {
            return (null, Damaged());
        }

        var factor = (Math.Max(header.Columns, header.Rows) + longestSide - 1) / longestSide;
        var sums = new Sums((header.Columns + factor - 1) / factor, (header.Rows + factor - 1) / factor, factor);
        try
        {
            return (tiff.IsTiled() ? Tiles(tiff, header, sums, cancellation) : Strips(tiff, header, sums, cancellation)) ? (sums.Picture(), null) : (null, Damaged());
        }
        catch (Exception failure) when (failure is not (OperationCanceledException or OutOfMemoryException))
        {
            // The library throws whatever its decoders throw on damaged bytes.
            return (null, Damaged());
        }
    }

    private static RasterRefusal Damaged() => new("tiff.damaged", "The pixels of the TIFF are damaged, or packed in a way that is not read here.");

    private static bool Strips(Tiff tiff, ImageHeader header, Sums sums, CancellationToken cancellation)
    {
        var height = TiffReading.Integer(tiff, TiffTag.ROWSPERSTRIP);
        height = height <= 0 ? header.Rows : Math.Min(height, header.Rows);
        if ((long)height * header.Columns > MostStripPixels)
        {
            return false;
        }

        var packed = new int[height * header.Columns];
        for (var top = 0; top < header.Rows; top += height)
        {
            cancellation.ThrowIfCancellationRequested();
            if (!tiff.ReadRGBAStrip(top, packed))
            {
                return false;
            }

            var rows = Math.Min(height, header.Rows - top);
            for (var y = 0; y < rows; y++)
            {
                sums.Add(packed.AsSpan((rows - 1 - y) * header.Columns, header.Columns), 0, top + y);
            }
        }

        return true;
    }

    private static bool Tiles(Tiff tiff, ImageHeader header, Sums sums, CancellationToken cancellation)
    {
        int width = TiffReading.Integer(tiff, TiffTag.TILEWIDTH), height = TiffReading.Integer(tiff, TiffTag.TILELENGTH);
        if (width < 1 || height < 1 || (long)width * height > MostStripPixels)
        {
            return false;
        }

        var packed = new int[width * height];
        for (var top = 0; top < header.Rows; top += height)
        {
            for (var left = 0; left < header.Columns; left += width)
            {
                cancellation.ThrowIfCancellationRequested();
                if (!tiff.ReadRGBATile(left, top, packed))
                {
                    return false;
                }

                for (var y = 0; y < height && top + y < header.Rows; y++)
                {
                    sums.Add(packed.AsSpan((height - 1 - y) * width, Math.Min(width, header.Columns - left)), left, top + y);
                }
            }
        }

        return true;
    }

    private sealed class Sums(int columns, int rows, int factor)
    {
        private readonly int[] _sums = new int[columns * rows * 3];
        private readonly int[] _counts = new int[columns * rows];

        public void Add(ReadOnlySpan<int> line, int left, int row)
        {
            Span<byte> rgba = stackalloc byte[4];
            var first = row / factor * columns;
            for (var x = 0; x < line.Length; x++)
            {
                TiffReading.Unpack(line[x], rgba);
                var at = first + ((left + x) / factor);
                _sums[3 * at] += rgba[0];
                _sums[(3 * at) + 1] += rgba[1];
                _sums[(3 * at) + 2] += rgba[2];
                _counts[at]++;
            }
        }

        public ReducedPicture Picture()
        {
            var rgb = new byte[_sums.Length];
            for (var i = 0; i < rgb.Length; i++)
            {
                rgb[i] = (byte)(_sums[i] / Math.Max(1, _counts[i / 3]));
            }

            return new(columns, rows, factor, rgb);
        }
    }
}
