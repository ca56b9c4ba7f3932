using Surefoot.Numerics;

namespace Surefoot.SampleCountry;

/// <summary>Fine relief on UTM 38N, 100 m, invented under the real heights; rows run from the north.</summary>
internal sealed class Relief(float[] heights, int columns, int rows, double westM, double northM)
{
    public const double CellM = 100;

    public float[] Heights => heights;

    public int Columns => columns;

    public int Rows => rows;

    public double WestM => westM;

    public double NorthM => northM;

    /// <summary>Bilinear between cell centres, metres; the rim is repeated outwards.</summary>
    public double At(double eastingM, double northingM)
    {
        var x = Math.Clamp(((eastingM - westM) / CellM) - 0.5, 0, columns - 1.000001);
        var y = Math.Clamp(((northM - northingM) / CellM) - 0.5, 0, rows - 1.000001);
        int column = (int)x, row = (int)y;
        double fx = x - column, fy = y - row;
        var i = (row * columns) + column;
        return (((heights[i] * (1 - fx)) + (heights[i + 1] * fx)) * (1 - fy))
            + (((heights[i + columns] * (1 - fx)) + (heights[i + columns + 1] * fx)) * fy);
    }

    /// <summary>Index of the cell that holds a place, or −1 outside.</summary>
    public int CellAt(Xy plane)
    {
        var (easting, northing) = TransverseMercator.Utm38.Forward(Ground.ToGeo(plane));
        int column = (int)Math.Floor((easting - westM) / CellM), row = (int)Math.Floor((northM - northing) / CellM);
        return column < 0 || row < 0 || column >= columns || row >= rows ? -1 : (row * columns) + column;
    }

    public Xy Centre(int cell) => Ground.ToPlane(TransverseMercator.Utm38.Inverse(westM + ((cell % columns) + 0.5) * CellM, northM - ((cell / columns) + 0.5) * CellM));

    /// <summary>The same ground with smooth error added: what a delivered relief looks like.</summary>
    public Relief WithError(ulong seed, double errorM, int workers)
    {
        var copy = (float[])heights.Clone();
        RowLoop.Run(rows, workers, new AddError(copy, columns, new Noise(seed ^ ((ulong)Part.DeliveredRelief << 32)), errorM));
        return new(copy, columns, rows, westM, northM);
    }

    private readonly struct AddError(float[] heights, int columns, Noise noise, double errorM) : IRowOperation
    {
        public void Invoke(int row)
        {
            for (var column = 0; column < columns; column++)
            {
                heights[(row * columns) + column] += (float)(errorM * noise.Fractal(column / 9.0, row / 9.0, 3, 0.6));
            }
        }
    }
}

/// <summary>Makes the fine relief: cubic between the real heights, fractal noise that grows with the local relief, rivers burnt in.</summary>
internal static class ReliefMaker
{
    private const int KnotEvery = 16;

    public static Relief Make(Geography geography, ulong seed, int workers)
    {
        double west = double.MaxValue, south = double.MaxValue, east = double.MinValue, north = double.MinValue;
        var box = geography.Box;
        foreach (var corner in new Xy[] { new(box.MinX, box.MinY), new(box.MaxX, box.MinY), new(box.MinX, box.MaxY), new(box.MaxX, box.MaxY) })
        {
            var (e, n) = TransverseMercator.Utm38.Forward(Ground.ToGeo(corner));
            (west, east, south, north) = (Math.Min(west, e), Math.Max(east, e), Math.Min(south, n), Math.Max(north, n));
        }

        west = Math.Floor(west / 1000) * 1000;
        north = Math.Ceiling(north / 1000) * 1000;
        var columns = (int)Math.Ceiling((east - west) / 1000) * 10;
        var rows = (int)Math.Ceiling((north - south) / 1000) * 10;
        var heights = new float[columns * rows];
        RowLoop.Run((rows + KnotEvery - 1) / KnotEvery, workers, new FillBand(geography.Heights, heights, columns, rows, west, north, new Noise(seed ^ ((ulong)Part.Relief << 32))));
        var relief = new Relief(heights, columns, rows, west, north);
        foreach (var line in geography.Waterways)
        {
            var (depth, reach) = line.Class switch { "river" => (6.0, 3), "stream" => (3.0, 2), _ => (0.0, 0) };
            if (reach > 0)
            {
                foreach (var part in line.Parts)
                {
                    Burn(relief, part, depth, reach);
                }
            }
        }

        return relief;
    }

    /// <summary>Lowers the cells along a line so that its bed never rises downstream; the valley sides rise 8 m a cell.</summary>
    private static void Burn(Relief relief, Xy[] line, double depthM, int reach)
    {
        var cells = new List<int>();
        for (var i = 0; i + 1 < line.Length; i++)
        {
            var step = line[i + 1] - line[i];
            var pieces = Math.Max(1, (int)(step.Length / 70));
            for (var k = 0; k < pieces; k++)
            {
                var cell = relief.CellAt(line[i] + (step * (k / (double)pieces)));
                if (cell >= 0 && (cells.Count == 0 || cells[^1] != cell))
                {
                    cells.Add(cell);
                }
            }
        }

        if (cells.Count == 0)
        {
            return;
        }

        if (relief.Heights[cells[0]] < relief.Heights[cells[^1]])
        {
            cells.Reverse();
        }

        var bed = double.MaxValue;
        foreach (var cell in cells)
        {
            bed = Math.Min(bed - 0.05, relief.Heights[cell] - depthM);
            int column = cell % relief.Columns, row = cell / relief.Columns;
            for (var j = Math.Max(0, row - reach); j <= Math.Min(relief.Rows - 1, row + reach); j++)
            {
                for (var i = Math.Max(0, column - reach); i <= Math.Min(relief.Columns - 1, column + reach); i++)
                {
                    var away = Math.Max(Math.Abs(i - column), Math.Abs(j - row));
                    ref var h = ref relief.Heights[(j * relief.Columns) + i];
                    h = (float)Math.Min(h, bed + (8 * away));
                }
            }
        }
    }

    private readonly struct FillBand(CoarseHeights coarse, float[] heights, int columns, int rows, double west, double north, Noise noise) : IRowOperation
    {
        public void Invoke(int row)
        {
            // Degrees and local relief at knots, straight between them: the projection bends by less than a metre over 1.6 km.
            var knots = (columns / KnotEvery) + 2;
            var corner = new (double Lon, double Lat, double Relief)[2 * knots];
            for (var j = 0; j < 2; j++)
            {
                for (var k = 0; k < knots; k++)
                {
                    var p = TransverseMercator.Utm38.Inverse(west + (((k * KnotEvery) + 0.5) * Relief.CellM), north - ((((row + j) * KnotEvery) + 0.5) * Relief.CellM));
                    corner[(j * knots) + k] = (p.LongitudeDeg, p.LatitudeDeg, coarse.ReliefAt(p.LongitudeDeg, p.LatitudeDeg));
                }
            }

            for (var y = row * KnotEvery; y < Math.Min(rows, (row + 1) * KnotEvery); y++)
            {
                var fy = (y - (row * KnotEvery)) / (double)KnotEvery;
                for (var x = 0; x < columns; x++)
                {
                    var k = x / KnotEvery;
                    var fx = (x - (k * KnotEvery)) / (double)KnotEvery;
                    var (a, b, c, d) = (corner[k], corner[k + 1], corner[knots + k], corner[knots + k + 1]);
                    double wa = (1 - fx) * (1 - fy), wb = fx * (1 - fy), wc = (1 - fx) * fy, wd = fx * fy;
                    var lon = (a.Lon * wa) + (b.Lon * wb) + (c.Lon * wc) + (d.Lon * wd);
                    var lat = (a.Lat * wa) + (b.Lat * wb) + (c.Lat * wc) + (d.Lat * wd);
                    var relief = (a.Relief * wa) + (b.Relief * wb) + (c.Relief * wc) + (d.Relief * wd);
                    // Longest wave 3.2 km; amplitude a fifth of the local relief and a metre on the plain.
                    var fine = noise.Fractal(x / 32.0, y / 32.0, 5, 0.55) * (1 + (0.2 * relief));
                    heights[(y * columns) + x] = (float)(coarse.At(lon, lat) + fine);
                }
            }
        }
    }
}
