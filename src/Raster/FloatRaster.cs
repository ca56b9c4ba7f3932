namespace Surefoot.Raster;

/// <summary>Single-precision values of a grid, row by row from the north. NaN marks cells outside the mask.</summary>
public sealed class FloatRaster
{
    /// <summary>No raster is made above this; the size is computed before anything is allocated.</summary>
    public const long MaximumBytes = 4L << 30;

    private readonly float[] _values;

    public FloatRaster(GridSpec grid)
    {
        Grid = grid;
        _values = new float[CheckedCells(grid)];
    }

    public FloatRaster(GridSpec grid, float[] values)
    {
        if (values.Length != CheckedCells(grid))
        {
            throw new ArgumentException("The values do not fill the grid.", nameof(values));
        }

        Grid = grid;
        _values = values;
    }

    public GridSpec Grid { get; }

    public Span<float> Values => _values;

    public Span<float> Row(int row) => _values.AsSpan(checked(row * Grid.Columns), Grid.Columns);

    /// <summary>Number of cells, refused above <see cref="MaximumBytes"/>.</summary>
    public static int CheckedCells(GridSpec grid)
    {
        if (grid.Cells * sizeof(float) > MaximumBytes || grid.Cells > Array.MaxLength)
        {
            throw new ArgumentException($"A raster of {grid.Columns} × {grid.Rows} cells would exceed {MaximumBytes} bytes.", nameof(grid));
        }

        return (int)grid.Cells;
    }
}
