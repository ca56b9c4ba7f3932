using Surefoot.Numerics;
using Surefoot.Raster;

namespace Surefoot.Hazard.Layers;

/// <summary>A smooth quantity on cells that are 2, 4, 8 or 16 times as wide as the grid's, so that wide kernels stay cheap.</summary>
/// <remarks>Level 1 is twice the cell. A level is read between its centres with weights ¾ and ¼ along each axis; at the rim the edge value continues.</remarks>
internal sealed class Field
{
    public Field(GridSpec grid, int level)
    {
        Grid = grid;
        Level = level;
        Columns = Halved(grid.Columns, level);
        Rows = Halved(grid.Rows, level);
        Values = new float[Columns * Rows];
    }

    public GridSpec Grid { get; }

    public int Level { get; }

    public int Columns { get; }

    public int Rows { get; }

    public float[] Values { get; }

    public double CellM => Grid.CellM * (1 << Level);

    /// <summary>The coarsest level on which a kernel of this width is still more than one cell wide.</summary>
    public static int LevelFor(GridSpec grid, double sigmaM)
    {
        var level = 1;
        while (level < 5 && grid.CellM * (1 << (level + 1)) * 1.4 <= sigmaM)
        {
            level++;
        }

        return level;
    }

    /// <summary>Sums of 2 × 2 cells, one level up.</summary>
    public Field Coarser(int workers)
    {
        var coarse = new Field(Grid, Level + 1);
        RowLoop.Run(coarse.Rows, workers, new SumFour(this, coarse));
        return coarse;
    }

    /// <summary>Sums up to the level.</summary>
    public Field AtLevel(int level, int workers)
    {
        var field = this;
        while (field.Level < level)
        {
            field = field.Coarser(workers);
        }

        return field;
    }

    /// <summary>Gaussian kernel sum with peak weight 1: each unit of mass counts exp(−d²/2σ²).</summary>
    public Field Kernel(double sigmaM, int workers)
    {
        var sigma = sigmaM / CellM;
        var weights = Array.ConvertAll(GaussianBlur.Weights(sigma, 3.5), w => (float)w);
        var middle = weights[weights.Length / 2];
        var scaled = Array.ConvertAll(weights, w => w / middle);
        var along = new Field(Grid, Level);
        RowLoop.Run(Rows, workers, new AlongRow(this, along, scaled));
        var result = new Field(Grid, Level);
        RowLoop.Run(Rows, workers, new AcrossRows(along, result, scaled));
        return result;
    }

    /// <summary>The same quantity one level down, read between centres, added to what is there.</summary>
    public void AddTo(Field finer, int workers) => RowLoop.Run(finer.Rows, workers, new Refine(this, finer));

    /// <summary>Values of one row of the grid, from level 1; target is as long as the grid is wide.</summary>
    public void AddRow(int row, Span<float> scratch, Span<float> target) => AddRefined(this, row, scratch, target);

    /// <summary>Value at one cell of the grid, by steps down the levels as a run does.</summary>
    public float[] Sample(ReadOnlySpan<(int Row, int Column)> cells, int workers)
    {
        var field = this;
        while (field.Level > 1)
        {
            var finer = new Field(Grid, field.Level - 1);
            field.AddTo(finer, workers);
            field = finer;
        }

        var values = new float[cells.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var (row, column) = cells[i];
            var (nearRow, farRow) = Neighbours(row, field.Rows);
            var (near, far) = Neighbours(column, field.Columns);
            var here = (0.75f * field.Values[(nearRow * field.Columns) + near]) + (0.25f * field.Values[(farRow * field.Columns) + near]);
            var beside = (0.75f * field.Values[(nearRow * field.Columns) + far]) + (0.25f * field.Values[(farRow * field.Columns) + far]);
            values[i] = (0.75f * here) + (0.25f * beside);
        }

        return values;
    }

    /// <summary>Value at one cell of the grid, or of the level stated, without making the finer levels.</summary>
    public float At(int row, int column) => At(row, column, 0);

    private float At(int row, int column, int level)
    {
        if (level == Level)
        {
            return Values[(row * Columns) + column];
        }

        var (nearRow, farRow) = Neighbours(row, Halved(Grid.Rows, level + 1));
        var (near, far) = Neighbours(column, Halved(Grid.Columns, level + 1));
        var here = (0.75f * At(nearRow, near, level + 1)) + (0.25f * At(farRow, near, level + 1));
        var beside = (0.75f * At(nearRow, far, level + 1)) + (0.25f * At(farRow, far, level + 1));
        return (0.75f * here) + (0.25f * beside);
    }

    private static int Halved(int size, int level)
    {
        for (var i = 0; i < level; i++)
        {
            size = (size + 1) / 2;
        }

        return size;
    }

    // Fine cell i lies a quarter cell from the centre of coarse cell i/2, towards the one before (even i) or after (odd i).
    private static (int Near, int Far) Neighbours(int fine, int coarseSize)
    {
        var near = fine / 2;
        return (near, Math.Clamp((fine & 1) == 0 ? near - 1 : near + 1, 0, coarseSize - 1));
    }

    private static void AddRefined(Field coarse, int row, Span<float> scratch, Span<float> target)
    {
        var (near, far) = Neighbours(row, coarse.Rows);
        var line = scratch[..coarse.Columns];
        line.Clear();
        RowMath.AddScaled(coarse.Values.AsSpan(near * coarse.Columns, coarse.Columns), 0.75f, line);
        RowMath.AddScaled(coarse.Values.AsSpan(far * coarse.Columns, coarse.Columns), 0.25f, line);
        var last = coarse.Columns - 1;
        for (var x = 0; x < target.Length; x++)
        {
            unchecked
            {
                // Indices stay below the row's length; the checked form costs a third of the loop.
                var at = x >> 1;
                var beside = (x & 1) == 0 ? Math.Max(0, at - 1) : Math.Min(last, at + 1);
                target[x] += (0.75f * line[at]) + (0.25f * line[beside]);
            }
        }
    }

    private readonly struct SumFour(Field fine, Field coarse) : IRowOperation
    {
        public void Invoke(int row)
        {
            var target = coarse.Values.AsSpan(row * coarse.Columns, coarse.Columns);
            for (var r = 2 * row; r < Math.Min(fine.Rows, (2 * row) + 2); r++)
            {
                var source = fine.Values.AsSpan(r * fine.Columns, fine.Columns);
                for (var c = 0; c < source.Length; c++)
                {
                    target[c >> 1] += source[c];
                }
            }
        }
    }

    private readonly struct AlongRow(Field from, Field to, float[] weights) : IRowOperation
    {
        public void Invoke(int row)
        {
            var source = from.Values.AsSpan(row * from.Columns, from.Columns);
            if (source.IndexOfAnyExcept(0f) < 0)
            {
                return;
            }

            var target = to.Values.AsSpan(row * from.Columns, from.Columns);
            var radius = weights.Length / 2;
            for (var offset = -radius; offset <= radius; offset++)
            {
                var length = source.Length - Math.Abs(offset);
                if (length > 0)
                {
                    RowMath.AddScaled(source.Slice(Math.Max(0, offset), length), weights[offset + radius], target.Slice(Math.Max(0, -offset), length));
                }
            }
        }
    }

    private readonly struct AcrossRows(Field from, Field to, float[] weights) : IRowOperation
    {
        public void Invoke(int row)
        {
            var target = to.Values.AsSpan(row * from.Columns, from.Columns);
            var radius = weights.Length / 2;
            for (var s = Math.Max(0, row - radius); s <= Math.Min(from.Rows - 1, row + radius); s++)
            {
                RowMath.AddScaled(from.Values.AsSpan(s * from.Columns, from.Columns), weights[s - row + radius], target);
            }
        }
    }

    private readonly struct Refine(Field coarse, Field finer) : IRowOperation
    {
        public void Invoke(int row)
        {
            var scratch = System.Buffers.ArrayPool<float>.Shared.Rent(coarse.Columns);
            AddRefined(coarse, row, scratch, finer.Values.AsSpan(row * finer.Columns, finer.Columns));
            System.Buffers.ArrayPool<float>.Shared.Return(scratch);
        }
    }
}
