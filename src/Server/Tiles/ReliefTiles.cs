using System.Collections.Concurrent;
using BitMiracle.LibTiff.Classic;
using NetTopologySuite.Geometries;

namespace Surefoot.Server.Tiles;

/// <summary>Shades the coarse real heights, so that valleys and ridges are read under the records. For the eye only.</summary>
/// <remarks>
/// Heights every 30 arc-seconds, error 53 m median: good for a shade, never for a slope. The shade is computed once per height cell,
/// lit from the north-west with two weaker lights beside it, and interpolated by Catmull-Rom splines.
/// </remarks>
internal sealed class ReliefTiles
{
    public const int MinZoom = 5;
    public const int MaxZoom = 11;
    private const int Side = 256;

    private static readonly TileBody Empty = TileBody.Of([], "image/png", gzipped: false);
    private const double Exaggeration = 2.2;
    private const double MetresPerDegree = 111_320;

    private static readonly (byte R, byte G, byte B, byte A)[] Palette = MakePalette();

    private readonly float[] _shade;
    private readonly int _columns;
    private readonly int _rows;
    private readonly Envelope _box;
    private readonly ConcurrentDictionary<TileAddress, TileBody> _made = new();

    private ReliefTiles(float[] heights, int columns, int rows, Envelope box)
    {
        (_columns, _rows, _box) = (columns, rows, box);
        _shade = Shade(heights);
    }

    /// <summary>Null when the file is not there: the map then has no relief.</summary>
    public static ReliefTiles? Load(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        Tiff.SetErrorHandler(QuietWarnings.Instance);
        using var tiff = Tiff.Open(path, "r") ?? throw new InvalidDataException($"{Path.GetFileName(path)} is not a readable TIFF.");
        var columns = tiff.GetField(TiffTag.IMAGEWIDTH)[0].ToInt();
        var rows = tiff.GetField(TiffTag.IMAGELENGTH)[0].ToInt();
        var scale = tiff.GetField((TiffTag)33550)[1].ToDoubleArray();
        var tie = tiff.GetField((TiffTag)33922)[1].ToDoubleArray();
        if (tiff.GetField(TiffTag.BITSPERSAMPLE)[0].ToInt() != 16 || tiff.IsTiled())
        {
            throw new NotSupportedException($"{Path.GetFileName(path)} is not a striped raster of 16-bit heights.");
        }

        var heights = new float[columns * rows];
        var line = new byte[tiff.ScanlineSize()];
        for (var row = 0; row < rows; row++)
        {
            tiff.ReadScanline(line, row);
            for (var column = 0; column < columns; column++)
            {
                // The library has already turned the bytes to this machine's order. Below every sea: no value.
                var height = BitConverter.ToInt16(line, 2 * column);
                heights[(row * columns) + column] = height < -500 ? 0 : height;
            }
        }

        return new(heights, columns, rows, new Envelope(tie[3], tie[3] + (columns * scale[0]), tie[4] - (rows * scale[1]), tie[4]));
    }

    public TileBody Get(TileAddress tile)
    {
        if (_made.TryGetValue(tile, out var made))
        {
            return made;
        }

        made = Make(tile);
        return made.Bytes.Length == 0 ? made : _made.GetOrAdd(tile, made);
    }

    private TileBody Make(TileAddress tile)
    {
        if (tile.Zoom is < MinZoom or > MaxZoom || !_box.Intersects(tile.Bounds()))
        {
            return Empty;
        }

        var indexes = new byte[Side * Side];
        for (var y = 0; y < Side; y++)
        {
            var row = ((_box.MaxY - tile.Latitude(tile.Row + ((y + 0.5) / Side))) / _box.Height * _rows) - 0.5;
            for (var x = 0; x < Side; x++)
            {
                var column = ((tile.Longitude(tile.Column + ((x + 0.5) / Side)) - _box.MinX) / _box.Width * _columns) - 0.5;
                if (row >= 1 && column >= 1 && row < _rows - 2 && column < _columns - 2)
                {
                    indexes[(y * Side) + x] = (byte)Math.Clamp(Math.Round(128 + (127 * Interpolate(column, row))), 1, 255);
                }
            }
        }

        return TileBody.Of(PngImage.Write(indexes, Side, Palette), "image/png", gzipped: false);
    }

    private float[] Shade(float[] heights)
    {
        var shade = new float[heights.Length];
        var cellY = _box.Height / _rows * MetresPerDegree;
        for (var row = 1; row < _rows - 1; row++)
        {
            var latitude = _box.MaxY - ((row + 0.5) / _rows * _box.Height);
            var cellX = _box.Width / _columns * MetresPerDegree * Math.Cos(double.DegreesToRadians(latitude));
            for (var column = 1; column < _columns - 1; column++)
            {
                var at = (row * _columns) + column;
                var east = (heights[at + 1] - heights[at - 1]) / (2 * cellX) * Exaggeration;
                var north = (heights[at - _columns] - heights[at + _columns]) / (2 * cellY) * Exaggeration;
                // Light from 315°, 270° and 0°; a slope towards the light is bright, flat land is 0.
                var light = (0.6 * Toward(315)) + (0.2 * Toward(270)) + (0.2 * Toward(0));
                shade[at] = (float)(Math.Tanh(light * 1.6) * Fade(column, _columns) * Fade(row, _rows));

                double Toward(double azimuth)
                {
                    var (sin, cos) = Math.SinCos(double.DegreesToRadians(azimuth));
                    return -((east * sin) + (north * cos));
                }
            }
        }

        return shade;
    }

    // The heights end in the middle of the country: the shade runs out instead of breaking off.
    private static double Fade(int at, int count) => Math.Clamp(Math.Min(at, count - 1 - at) / 36.0, 0, 1);

    private double Interpolate(double column, double row)
    {
        var (i, j) = ((int)column, (int)row);
        var (fx, fy) = (column - i, row - j);
        Span<double> lines = stackalloc double[4];
        for (var k = 0; k < 4; k++)
        {
            var at = ((j + k - 1) * _columns) + i;
            lines[k] = Spline(_shade[at - 1], _shade[at], _shade[at + 1], _shade[at + 2], fx);
        }

        return Spline(lines[0], lines[1], lines[2], lines[3], fy);
    }

    private static double Spline(double a, double b, double c, double d, double t) =>
        b + (0.5 * t * (c - a + (t * ((2 * a) - (5 * b) + (4 * c) - d + (t * ((3 * (b - c)) + d - a))))));

    // The library prints a warning for every geographic tag.
    private sealed class QuietWarnings : TiffErrorHandler
    {
        public static QuietWarnings Instance { get; } = new();

        public override void WarningHandler(Tiff tif, string method, string format, params object[] args)
        {
        }

        public override void WarningHandlerExt(Tiff tif, object clientData, string method, string format, params object[] args)
        {
        }
    }

    // 1 to 127 darken, 129 to 255 lighten, 128 is clear glass.
    private static (byte R, byte G, byte B, byte A)[] MakePalette()
    {
        var palette = new (byte R, byte G, byte B, byte A)[256];
        for (var i = 1; i < 256; i++)
        {
            var strength = Math.Abs(i - 128) / 127.0;
            palette[i] = i < 128 ? ((byte)58, (byte)52, (byte)66, (byte)Math.Round(150 * strength)) : ((byte)255, (byte)252, (byte)240, (byte)Math.Round(120 * strength));
        }

        return palette;
    }
}
