using Surefoot.Geodesy;
using Surefoot.Raster;

namespace Surefoot.Server.Tiles;

/// <summary>Draws one image of the ground as tiles of the web map, out of the single tiles of its file.</summary>
/// <remarks>
/// Each output pixel takes the colour between its four neighbours at the level whose pixels are just finer. Places by a mesh of exact projections, linear between: within
/// a tenth of a pixel over a tile. For the screen only.
/// </remarks>
internal sealed class ImageryTiles : IDisposable
{
    public const int MinZoom = 5;
    public const int MaxZoom = 21;
    private const int Side = 256;
    private const int Mesh = 16;

    // An output tile may touch so many tiles of the file, and so many are kept unpacked: 64 tiles of 512² are 64 MB.
    private const int MostSourceTiles = 36;
    private const int TilesKept = 64;

    private readonly CogImage _image;
    private readonly CoordinatePath _toImage;
    private readonly Lock _reading = new();
    private readonly Dictionary<(int Level, int Column, int Row), ImageTile?> _kept = [];

    private ImageryTiles(CogImage image, CoordinatePath toImage, CoordinatePath toGround)
    {
        (_image, _toImage) = (image, toImage);
        var header = image.Header;
        var (px, py) = header.PixelM!.Value;
        double east = header.West + (header.Image.Columns * px), south = header.North - (header.Image.Rows * py);
        Corners = [toGround.Convert(header.West, header.North), toGround.Convert(east, header.North), toGround.Convert(east, south), toGround.Convert(header.West, south)];
    }

    public CogHeader Header => _image.Header;

    /// <summary>Longitude and latitude of the corners, north-west first, clockwise.</summary>
    public IReadOnlyList<PlanePoint> Corners { get; }

    /// <param name="file">Closed with this.</param>
    /// <param name="operation">EPSG code of the datum operation, compulsory from another datum.</param>
    public static (ImageryTiles? Tiles, string? Reason) Open(Stream file, int? operation)
    {
        var (image, refusal) = CogImage.Open(file);
        if (image is null)
        {
            file.Dispose();
            return (null, refusal!.Message);
        }

        var (toImage, conversion) = CoordinatePath.Find(4326, operation, image.Header.Epsg!.Value);
        var toGround = CoordinatePath.Find(image.Header.Epsg.Value, operation, 4326).Path;
        if (toImage is null || toGround is null)
        {
            image.Dispose();
            return (null, $"{conversion?.Message} {conversion?.Hint}");
        }

        return (new(image, toImage, toGround), null);
    }

    /// <summary>Empty where the image does not reach, or where it would take too much of the file to draw it so small.</summary>
    public TileBody Get(TileAddress tile)
    {
        var rgba = tile.Zoom is < MinZoom or > MaxZoom ? null : Draw(tile);
        return TileBody.Of(rgba is null ? [] : PngImage.WriteColours(rgba, Side, Side, hasAlpha: true), "image/png", gzipped: false);
    }

    public void Dispose() => _image.Dispose();

    private byte[]? Draw(TileAddress tile)
    {
        var (columns, rows) = Project(tile);
        var scale = Math.Max(Math.Abs(columns[Mesh] - columns[0]), Math.Abs(rows[Mesh * (Mesh + 1)] - rows[0])) / Side;
        var level = LevelFor(scale);
        var one = _image.Levels[level];
        double fx = (double)one.Columns / _image.Levels[0].Columns, fy = (double)one.Rows / _image.Levels[0].Rows;
        var (first, last) = ((Column: Tile(columns.Min() * fx, one), Row: Tile(rows.Min() * fy, one)), (Column: Tile(columns.Max() * fx, one), Row: Tile(rows.Max() * fy, one)));
        var (lastColumn, lastRow) = ((one.Columns - 1) / one.TileSide, (one.Rows - 1) / one.TileSide);
        if (last.Column < 0 || last.Row < 0 || first.Column > lastColumn || first.Row > lastRow
            || (long)(Math.Min(last.Column, lastColumn) - Math.Max(first.Column, 0) + 1) * (Math.Min(last.Row, lastRow) - Math.Max(first.Row, 0) + 1) > MostSourceTiles)
        {
            return null;
        }

        lock (_reading)
        {
            if (_kept.Count > TilesKept)
            {
                _kept.Clear();
            }

            return Fill(columns, rows, fx, fy, level, one);
        }
    }

    private byte[]? Fill(double[] columns, double[] rows, double fx, double fy, int level, CogLevel one)
    {
        var rgba = new byte[Side * Side * 4];
        var any = false;
        Span<double> sum = stackalloc double[4];
        for (var y = 0; y < Side; y++)
        {
            for (var x = 0; x < Side; x++)
            {
                var (column, row) = Between(columns, rows, (x + 0.5) / Side * Mesh, (y + 0.5) / Side * Mesh);
                if (column < 0 || row < 0 || column >= _image.Levels[0].Columns || row >= _image.Levels[0].Rows)
                {
                    continue;
                }

                sum.Clear();
                Sample(level, one, (column * fx) - 0.5, (row * fy) - 0.5, sum);
                if (sum[3] <= 0)
                {
                    continue;
                }

                var at = ((y * Side) + x) * 4;
                for (var k = 0; k < 3; k++)
                {
                    rgba[at + k] = (byte)Math.Clamp(Math.Round(sum[k] / sum[3]), 0, 255);
                }

                rgba[at + 3] = (byte)Math.Clamp(Math.Round(sum[3]), 0, 255);
                any = true;
            }
        }

        return any ? rgba : null;
    }

    // Colours weighed by their alpha, so that nothing bleeds in from beyond the edge.
    private void Sample(int level, CogLevel one, double column, double row, Span<double> sum)
    {
        int c0 = (int)Math.Floor(column), r0 = (int)Math.Floor(row);
        double u = column - c0, v = row - r0;
        for (var k = 0; k < 4; k++)
        {
            int c = Math.Clamp(c0 + (k & 1), 0, one.Columns - 1), r = Math.Clamp(r0 + (k >> 1), 0, one.Rows - 1);
            var weight = ((k & 1) == 0 ? 1 - u : u) * ((k >> 1) == 0 ? 1 - v : v);
            if (Find(level, c / one.TileSide, r / one.TileSide) is not { } tile)
            {
                continue;
            }

            var pixel = tile.Rgba.AsSpan((((r % one.TileSide) * one.TileSide) + (c % one.TileSide)) * 4, 4);
            var alpha = weight * pixel[3];
            sum[0] += alpha * pixel[0];
            sum[1] += alpha * pixel[1];
            sum[2] += alpha * pixel[2];
            sum[3] += alpha;
        }
    }

    private ImageTile? Find(int level, int column, int row)
    {
        var key = (level, column, row);
        if (!_kept.TryGetValue(key, out var tile))
        {
            _kept.Add(key, tile = _image.ReadTile(level, column, row));
        }

        return tile;
    }

    // The coarsest level that still has a pixel for each pixel shown.
    private int LevelFor(double imagePixelsPerPixel)
    {
        var level = 0;
        while (level + 1 < _image.Levels.Count && (double)_image.Levels[0].Columns / _image.Levels[level + 1].Columns <= imagePixelsPerPixel * 1.01)
        {
            level++;
        }

        return level;
    }

    private (double[] Columns, double[] Rows) Project(TileAddress tile)
    {
        var header = _image.Header;
        var (px, py) = header.PixelM!.Value;
        var columns = new double[(Mesh + 1) * (Mesh + 1)];
        var rows = new double[columns.Length];
        for (var j = 0; j <= Mesh; j++)
        {
            var latitude = tile.Latitude(tile.Row + ((double)j / Mesh));
            for (var i = 0; i <= Mesh; i++)
            {
                var at = _toImage.Convert(tile.Longitude(tile.Column + ((double)i / Mesh)), latitude);
                columns[(j * (Mesh + 1)) + i] = (at.EastingM - header.West) / px;
                rows[(j * (Mesh + 1)) + i] = (header.North - at.NorthingM) / py;
            }
        }

        return (columns, rows);
    }

    private static (double Column, double Row) Between(double[] columns, double[] rows, double x, double y)
    {
        int i = Math.Min((int)x, Mesh - 1), j = Math.Min((int)y, Mesh - 1);
        var (fx, fy) = (x - i, y - j);
        var at = (j * (Mesh + 1)) + i;
        return (Mix(columns), Mix(rows));

        double Mix(double[] mesh) =>
            ((1 - fy) * (((1 - fx) * mesh[at]) + (fx * mesh[at + 1]))) +
            (fy * (((1 - fx) * mesh[at + Mesh + 1]) + (fx * mesh[at + Mesh + 2])));
    }

    private static int Tile(double pixel, CogLevel level) => (int)Math.Clamp(Math.Floor(pixel / level.TileSide), -1, 1 << 24);
}
