using Surefoot.Numerics;

namespace Surefoot.SampleCountry;

/// <summary>What lies near: distances and heights on a 200 m grid of the plane.</summary>
internal sealed class FeatureGrid
{
    public const double CellM = 200;

    private readonly int _columns;
    private readonly int _rows;
    private readonly Box _box;

    private FeatureGrid(Box box)
    {
        _box = box;
        _columns = (int)Math.Ceiling(box.Width / CellM) + 1;
        _rows = (int)Math.Ceiling(box.Height / CellM) + 1;
        Road = NewLayer();
        MainRoad = NewLayer();
        River = NewLayer();
        Settlement = NewLayer();
        Front = NewLayer();
        Position = NewLayer();
        HeightM = NewLayer();
        Farmland = NewLayer();
    }

    /// <summary>Metres to the nearest road of any class but path.</summary>
    public float[] Road { get; }

    /// <summary>Metres to the nearest motorway, trunk, primary, secondary or tertiary road.</summary>
    public float[] MainRoad { get; }

    public float[] River { get; }

    public float[] Settlement { get; }

    /// <summary>Metres to the invented former front; filled by <see cref="MarkFront"/>.</summary>
    public float[] Front { get; }

    /// <summary>Metres to the nearest invented position; filled by <see cref="MarkPositions"/>.</summary>
    public float[] Position { get; }

    public float[] HeightM { get; }

    /// <summary>1 where farmland is mapped, else 0 (the mapping is incomplete).</summary>
    public float[] Farmland { get; }

    public static FeatureGrid Make(Geography geography, Relief relief, int workers)
    {
        var grid = new FeatureGrid(geography.Box);
        foreach (var road in geography.Roads)
        {
            var main = road.Class is "motorway" or "trunk" or "primary" or "secondary" or "tertiary";
            foreach (var part in road.Parts)
            {
                if (road.Class != "path")
                {
                    grid.MarkLine(grid.Road, part);
                }

                if (main)
                {
                    grid.MarkLine(grid.MainRoad, part);
                }
            }
        }

        foreach (var line in geography.Waterways.Where(w => w.Class == "river"))
        {
            foreach (var part in line.Parts)
            {
                grid.MarkLine(grid.River, part);
            }
        }

        foreach (var settlement in geography.Settlements)
        {
            grid.MarkPoint(grid.Settlement, settlement.At);
        }

        foreach (var cover in geography.LandCover.Where(c => c.Class == "farmland"))
        {
            grid.Fill(grid.Farmland, cover.Parts);
        }

        var layers = new[] { grid.Road, grid.MainRoad, grid.River, grid.Settlement };
        RowLoop.Run(layers.Length, workers, new Spread(grid, layers));
        RowLoop.Run(grid._rows, workers, new FillHeights(grid, relief));
        return grid;
    }

    public void MarkFront(Xy[] line)
    {
        Array.Fill(Front, float.MaxValue);
        MarkLine(Front, line);
        SpreadLayer(Front);
    }

    public void MarkPositions(IEnumerable<Xy> points)
    {
        Array.Fill(Position, float.MaxValue);
        foreach (var p in points)
        {
            MarkPoint(Position, p);
        }

        SpreadLayer(Position);
    }

    /// <summary>Value of the grid cell nearest to a place, clamped to the rim.</summary>
    public float At(float[] layer, Xy p) => layer[Index(p)];

    public double Slope(Xy p)
    {
        var dx = At(HeightM, p + new Xy(CellM, 0)) - At(HeightM, p - new Xy(CellM, 0));
        var dy = At(HeightM, p + new Xy(0, CellM)) - At(HeightM, p - new Xy(0, CellM));
        return Math.Sqrt((dx * dx) + (dy * dy)) / (2 * CellM);
    }

    private float[] NewLayer() => new float[_columns * _rows];

    private int Index(Xy p)
    {
        var column = Math.Clamp((int)Math.Round((p.X - _box.MinX) / CellM), 0, _columns - 1);
        var row = Math.Clamp((int)Math.Round((p.Y - _box.MinY) / CellM), 0, _rows - 1);
        return (row * _columns) + column;
    }

    // Marks are kept as 1 until the distances are spread.
    private void MarkPoint(float[] layer, Xy p)
    {
        if (_box.Holds(p))
        {
            layer[Index(p)] = layer == Front || layer == Position ? 0 : 1;
        }
    }

    private void MarkLine(float[] layer, Xy[] line)
    {
        for (var i = 0; i + 1 < line.Length; i++)
        {
            var step = line[i + 1] - line[i];
            var pieces = Math.Max(1, (int)(step.Length / (CellM / 2)));
            for (var k = 0; k <= pieces; k++)
            {
                MarkPoint(layer, line[i] + (step * (k / (double)pieces)));
            }
        }
    }

    private void Fill(float[] layer, Xy[][] rings)
    {
        var box = rings.SelectMany(r => r).Aggregate(Box.Empty, (b, p) => b.With(p));
        var from = Math.Max(0, (int)Math.Ceiling((box.MinY - _box.MinY) / CellM));
        var to = Math.Min(_rows - 1, (int)Math.Floor((box.MaxY - _box.MinY) / CellM));
        var crossings = new List<double>();
        for (var row = from; row <= to; row++)
        {
            var y = _box.MinY + (row * CellM);
            crossings.Clear();
            foreach (var ring in rings)
            {
                for (var i = 0; i + 1 < ring.Length; i++)
                {
                    if (ring[i].Y > y != ring[i + 1].Y > y)
                    {
                        crossings.Add(ring[i].X + ((y - ring[i].Y) / (ring[i + 1].Y - ring[i].Y) * (ring[i + 1].X - ring[i].X)));
                    }
                }
            }

            crossings.Sort();
            for (var i = 0; i + 1 < crossings.Count; i += 2)
            {
                var left = Math.Max(0, (int)Math.Ceiling((crossings[i] - _box.MinX) / CellM));
                var right = Math.Min(_columns - 1, (int)Math.Floor((crossings[i + 1] - _box.MinX) / CellM));
                for (var column = left; column <= right; column++)
                {
                    layer[(row * _columns) + column] = 1;
                }
            }
        }
    }

    /// <summary>Distances in two sweeps over eight neighbours (chamfer): at most 8 % too long, enough for weights.</summary>
    private void SpreadLayer(float[] layer)
    {
        const float Straight = (float)CellM;
        const float Slant = (float)(CellM * 1.4142135623730951);
        for (var pass = 0; pass < 2; pass++)
        {
            var sign = pass == 0 ? 1 : -1;
            for (var j = 0; j < _rows; j++)
            {
                var row = pass == 0 ? j : _rows - 1 - j;
                for (var i = 0; i < _columns; i++)
                {
                    var column = pass == 0 ? i : _columns - 1 - i;
                    var best = layer[(row * _columns) + column];
                    Relax(row, column - sign, Straight);
                    Relax(row - sign, column, Straight);
                    Relax(row - sign, column - sign, Slant);
                    Relax(row - sign, column + sign, Slant);
                    layer[(row * _columns) + column] = best;

                    void Relax(int r, int c, float step)
                    {
                        if (r >= 0 && c >= 0 && r < _rows && c < _columns)
                        {
                            best = Math.Min(best, layer[(r * _columns) + c] + step);
                        }
                    }
                }
            }
        }
    }

    private readonly struct Spread(FeatureGrid grid, float[][] layers) : IRowOperation
    {
        public void Invoke(int row)
        {
            var layer = layers[row];
            for (var i = 0; i < layer.Length; i++)
            {
                layer[i] = layer[i] > 0 ? 0 : 1e9f;
            }

            grid.SpreadLayer(layer);
        }
    }

    private readonly struct FillHeights(FeatureGrid grid, Relief relief) : IRowOperation
    {
        public void Invoke(int row)
        {
            // UTM positions every 16 cells (3.2 km), straight between: off by metres, on a 200 m grid.
            var y = grid._box.MinY + (row * CellM);
            (double E, double N) left = default, right = default;
            for (var column = 0; column < grid._columns; column++)
            {
                if (column % 16 == 0)
                {
                    left = TransverseMercator.Utm38.Forward(Ground.ToGeo(new(grid._box.MinX + (column * CellM), y)));
                    right = TransverseMercator.Utm38.Forward(Ground.ToGeo(new(grid._box.MinX + ((column + 16) * CellM), y)));
                }

                var f = column % 16 / 16.0;
                grid.HeightM[(row * grid._columns) + column] = (float)relief.At(left.E + (f * (right.E - left.E)), left.N + (f * (right.N - left.N)));
            }
        }
    }
}
