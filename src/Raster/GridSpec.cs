namespace Surefoot.Raster;

/// <summary>Where the cells of a raster lie: square cells, row 0 in the north, column 0 in the west.</summary>
/// <remarks>
/// The north-west corner is a whole multiple of the cell size, so that rasters of one cell size always fit together. Coordinates are metres in the CRS of
/// <see cref="Epsg"/> (32638, UTM zone 38 north, unless stated). <c>default</c> is no grid: it has no cells.
/// </remarks>
public readonly record struct GridSpec
{
    public const int Utm38North = 32638;

    private GridSpec(int epsg, double westM, double northM, double cellM, int columns, int rows)
    {
        Epsg = epsg;
        WestM = westM;
        NorthM = northM;
        CellM = cellM;
        Columns = columns;
        Rows = rows;
    }

    public int Epsg { get; }

    public double WestM { get; }

    public double NorthM { get; }

    public double CellM { get; }

    public int Columns { get; }

    public int Rows { get; }

    public long Cells => (long)Columns * Rows;

    public double CellAreaM2 => CellM * CellM;

    /// <summary>The smallest grid with corners on multiples of the cell that covers the box.</summary>
    public static GridSpec Covering(double minX, double minY, double maxX, double maxY, double cellM, int epsg = Utm38North)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(cellM);
        if (!(maxX > minX && maxY > minY) || !double.IsFinite(minX + minY + maxX + maxY))
        {
            throw new ArgumentException("The box must have an area.", nameof(maxX));
        }

        var west = Math.Floor(minX / cellM);
        var north = Math.Ceiling(maxY / cellM);
        var columns = checked((int)(Math.Ceiling(maxX / cellM) - west));
        var rows = checked((int)(north - Math.Floor(minY / cellM)));
        return new GridSpec(epsg, west * cellM, north * cellM, cellM, columns, rows);
    }

    /// <summary>A grid by its corner and size; the corner must be a multiple of the cell.</summary>
    public static GridSpec At(double westM, double northM, double cellM, int columns, int rows, int epsg = Utm38North)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(cellM);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        if (westM != Math.Round(westM / cellM) * cellM || northM != Math.Round(northM / cellM) * cellM)
        {
            throw new ArgumentException("The corner must be a multiple of the cell size.", nameof(westM));
        }

        return new GridSpec(epsg, westM, northM, cellM, columns, rows);
    }

    /// <summary>Column of a place as a real number; whole part is the column, may lie outside.</summary>
    public double ColumnOf(double xM) => (xM - WestM) / CellM;

    /// <summary>Row of a place as a real number, growing southwards.</summary>
    public double RowOf(double yM) => (NorthM - yM) / CellM;

    public double CentreX(int column) => WestM + ((column + 0.5) * CellM);

    public double CentreY(int row) => NorthM - ((row + 0.5) * CellM);

    /// <summary>False for a place outside; the cell owns its north and west edge.</summary>
    public bool TryCell(double xM, double yM, out int column, out int row)
    {
        var c = Math.Floor(ColumnOf(xM));
        var r = Math.Floor(RowOf(yM));
        var inside = c >= 0 && r >= 0 && c < Columns && r < Rows;
        column = inside ? (int)c : -1;
        row = inside ? (int)r : -1;
        return inside;
    }
}
