using System.Collections.Concurrent;
using Surefoot.Server.Content;

namespace Surefoot.Server.Tiles;

/// <summary>Draws the probability raster as map tiles: light where contamination is unlikely, dark where it is likely.</summary>
/// <remarks>
/// A screen pixel shows the cell under it; on small scales the mean of the cells it covers (halved pyramid, empty cells left out).
/// Colour runs over the logarithm of the odds, because the useful differences lie between 0.1 % and 50 %.
/// </remarks>
internal sealed class ProbabilityTiles
{
    public const int MinZoom = 6;
    public const int MaxZoom = 14;
    private const int Side = 256;

    // The projection is computed on a 16 × 16 mesh of the tile and interpolated: at zoom 6 the error is far below a 50 m cell's pixel.
    private const int Mesh = 16;

    private readonly List<ProbabilityRaster> _levels = [];
    private readonly ConcurrentDictionary<TileAddress, TileBody> _made = new();

    public ProbabilityTiles(ProbabilityRaster raster)
    {
        _levels.Add(raster);
        while (_levels[^1] is { Columns: > 64, Rows: > 64 })
        {
            _levels.Add(Halve(_levels[^1]));
        }
    }

    public TileBody Get(TileAddress tile) => _made.GetOrAdd(tile, Make);

    private TileBody Make(TileAddress tile)
    {
        if (tile.Zoom is < MinZoom or > MaxZoom)
        {
            return TileBody.Of([], "image/png", gzipped: false);
        }

        var (eastings, northings) = ProjectMesh(tile);
        var raster = LevelFor(Math.Abs(eastings[Mesh] - eastings[0]) / Side);
        var indexes = new byte[Side * Side];
        var any = false;
        for (var y = 0; y < Side; y++)
        {
            for (var x = 0; x < Side; x++)
            {
                var (east, north) = Interpolate(eastings, northings, (x + 0.5) / Side * Mesh, (y + 0.5) / Side * Mesh);
                var column = (int)Math.Floor((east - raster.OriginXM) / raster.CellM);
                var row = (int)Math.Floor((raster.OriginYM - north) / raster.CellM);
                if (column < 0 || row < 0 || column >= raster.Columns || row >= raster.Rows)
                {
                    continue;
                }

                var index = ProbabilityRamp.IndexOf(raster.Values[(row * raster.Columns) + column]);
                indexes[(y * Side) + x] = index;
                any |= index != 0;
            }
        }

        return TileBody.Of(any ? PngImage.Write(indexes, Side, ProbabilityRamp.Palette) : [], "image/png", gzipped: false);
    }

    private ProbabilityRaster LevelFor(double metresPerPixel)
    {
        var level = 0;
        while (level + 1 < _levels.Count && _levels[level + 1].CellM <= metresPerPixel)
        {
            level++;
        }

        return _levels[level];
    }

    private static (double[] Eastings, double[] Northings) ProjectMesh(TileAddress tile)
    {
        var eastings = new double[(Mesh + 1) * (Mesh + 1)];
        var northings = new double[eastings.Length];
        for (var j = 0; j <= Mesh; j++)
        {
            var latitude = tile.Latitude(tile.Row + ((double)j / Mesh));
            for (var i = 0; i <= Mesh; i++)
            {
                var at = (j * (Mesh + 1)) + i;
                (eastings[at], northings[at]) = Utm38.Forward(tile.Longitude(tile.Column + ((double)i / Mesh)), latitude);
            }
        }

        return (eastings, northings);
    }

    private static (double East, double North) Interpolate(double[] eastings, double[] northings, double x, double y)
    {
        var i = Math.Min((int)x, Mesh - 1);
        var j = Math.Min((int)y, Mesh - 1);
        var (fx, fy) = (x - i, y - j);
        var at = (j * (Mesh + 1)) + i;
        return (Mix(eastings), Mix(northings));

        double Mix(double[] mesh) =>
            ((1 - fy) * (((1 - fx) * mesh[at]) + (fx * mesh[at + 1]))) +
            (fy * (((1 - fx) * mesh[at + Mesh + 1]) + (fx * mesh[at + Mesh + 2])));
    }

    private static ProbabilityRaster Halve(ProbabilityRaster fine)
    {
        var columns = (fine.Columns + 1) / 2;
        var rows = (fine.Rows + 1) / 2;
        var values = new float[columns * rows];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                double sum = 0;
                var count = 0;
                for (var y = 2 * row; y < Math.Min((2 * row) + 2, fine.Rows); y++)
                {
                    for (var x = 2 * column; x < Math.Min((2 * column) + 2, fine.Columns); x++)
                    {
                        var value = fine.Values[(y * fine.Columns) + x];
                        if (!float.IsNaN(value))
                        {
                            sum += value;
                            count++;
                        }
                    }
                }

                values[(row * columns) + column] = count == 0 ? float.NaN : (float)(sum / count);
            }
        }

        return new(values, columns, rows, fine.OriginXM, fine.OriginYM, fine.CellM * 2);
    }
}
