using BitMiracle.LibTiff.Classic;

namespace Surefoot.SampleCountry;

/// <summary>The real heights, every 30 arc-seconds.</summary>
internal sealed class CoarseHeights(short[] values, int width, int height, double west, double north, double stepDeg)
{
    /// <summary>Height in metres by Catmull-Rom interpolation between pixel centres; the rim is repeated outwards.</summary>
    public double At(double lon, double lat)
    {
        var x = ((lon - west) / stepDeg) - 0.5;
        var y = ((north - lat) / stepDeg) - 0.5;
        int column = (int)Math.Floor(x), row = (int)Math.Floor(y);
        double fx = x - column, fy = y - row;
        Span<double> rows = stackalloc double[4];
        for (var j = 0; j < 4; j++)
        {
            rows[j] = Cubic(Pixel(column - 1, row - 1 + j), Pixel(column, row - 1 + j), Pixel(column + 1, row - 1 + j), Pixel(column + 2, row - 1 + j), fx);
        }

        return Cubic(rows[0], rows[1], rows[2], rows[3], fy);
    }

    /// <summary>Spread of the heights round a place: highest less lowest of the nine nearest pixels, metres.</summary>
    public double ReliefAt(double lon, double lat)
    {
        int column = (int)Math.Floor((lon - west) / stepDeg), row = (int)Math.Floor((north - lat) / stepDeg);
        double low = double.MaxValue, high = double.MinValue;
        for (var j = -1; j <= 1; j++)
        {
            for (var i = -1; i <= 1; i++)
            {
                var h = Pixel(column + i, row + j);
                low = Math.Min(low, h);
                high = Math.Max(high, h);
            }
        }

        return high - low;
    }

    public static CoarseHeights Read(string path)
    {
        using var tiff = Tiff.Open(path, "r") ?? throw new InvalidDataException($"{path} is not a readable TIFF.");
        var width = tiff.GetField(TiffTag.IMAGEWIDTH)[0].ToInt();
        var height = tiff.GetField(TiffTag.IMAGELENGTH)[0].ToInt();
        var scale = tiff.GetField(TiffTag.GEOTIFF_MODELPIXELSCALETAG)[1].ToDoubleArray();
        var tie = tiff.GetField(TiffTag.GEOTIFF_MODELTIEPOINTTAG)[1].ToDoubleArray();
        var values = new short[width * height];
        var line = new byte[tiff.ScanlineSize()];
        for (var row = 0; row < height; row++)
        {
            if (!tiff.ReadScanline(line, row))
            {
                throw new InvalidDataException($"{path}: row {row} cannot be read.");
            }

            Buffer.BlockCopy(line, 0, values, row * width * sizeof(short), width * sizeof(short));
        }

        return new(values, width, height, tie[3], tie[4], scale[0]);
    }

    private static double Cubic(double a, double b, double c, double d, double t) =>
        b + (0.5 * t * (c - a + (t * ((2 * a) - (5 * b) + (4 * c) - d + (t * ((3 * (b - c)) + d - a))))));

    private double Pixel(int column, int row) => values[(Math.Clamp(row, 0, height - 1) * width) + Math.Clamp(column, 0, width - 1)];
}
