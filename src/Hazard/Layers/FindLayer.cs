using Surefoot.Hazard.Evidence;

namespace Surefoot.Hazard.Layers;

/// <summary>Items found per cell, row by row, columns ascending.</summary>
internal sealed class FindLayer
{
    private readonly (int Column, int Items)[][] _rows;

    private FindLayer((int Column, int Items)[][] rows) => _rows = rows;

    public ReadOnlySpan<(int Column, int Items)> InRow(int row) => _rows[row];

    public static FindLayer Make(HazardEvidence evidence)
    {
        var grid = evidence.Grid;
        var perRow = new Dictionary<int, int>?[grid.Rows];
        foreach (var find in evidence.Finds)
        {
            if (grid.TryCell(find.XM, find.YM, out var column, out var row))
            {
                var cells = perRow[row] ??= [];
                cells[column] = cells.GetValueOrDefault(column) + find.Count;
            }
        }

        return new FindLayer(perRow.Select(cells => cells is null ? [] : cells.OrderBy(c => c.Key).Select(c => (c.Key, c.Value)).ToArray()).ToArray());
    }

    /// <summary>Items found in a cell, 0 if none.</summary>
    public int At(int row, int column)
    {
        var cells = _rows[row];
        int low = 0, high = cells.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (cells[middle].Column == column)
            {
                return cells[middle].Items;
            }

            (low, high) = cells[middle].Column < column ? (middle + 1, high) : (low, middle - 1);
        }

        return 0;
    }
}
