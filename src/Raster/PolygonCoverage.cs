namespace Surefoot.Raster;

/// <summary>Exact share of each cell that a polygon covers.</summary>
/// <remarks>
/// Signed trapezoids of each edge are added per cell and summed along the row (as font rasterisers do): exact up to rounding, no sampling.
/// The first ring is the outline, the others are holes; their direction of turn does not matter. Rings that overlap themselves are held to [0, 1].
/// Also the classic rule "the cell whose centre lies inside" (even-odd), for counting.
/// </remarks>
public static class PolygonCoverage
{
    /// <param name="grid">Cells.</param>
    /// <param name="rings">x, y alternating in metres of the grid's plane; closed or not.</param>
    /// <param name="marginCells">Empty border kept around, for a blur that follows.</param>
    public static Patch Of(GridSpec grid, ReadOnlySpan<double[]> rings, int marginCells = 0)
    {
        if (!Bounds(grid, rings, out var west, out var north, out var east, out var south))
        {
            return Patch.Empty;
        }

        // The working rectangle is the polygon's own, so that what lies outside the grid is cut exactly and not pushed to its edge.
        var columns = checked(east - west);
        var rows = checked(south - north);
        if ((long)(columns + 2) * rows * sizeof(double) > FloatRaster.MaximumBytes)
        {
            throw new ArgumentException("The polygon is too large for this cell size.", nameof(rings));
        }

        var first = Math.Max(0, north);
        var last = Math.Min(grid.Rows, south);
        var left = Math.Max(0, west - marginCells);
        var right = Math.Min(grid.Columns, east + marginCells);
        var top = Math.Max(0, north - marginCells);
        var bottom = Math.Min(grid.Rows, south + marginCells);
        if (right <= left || bottom <= top)
        {
            return Patch.Empty;
        }

        var stride = columns + 2;
        var cover = new double[stride * rows];
        for (var r = 0; r < rings.Length; r++)
        {
            AddRing(grid, rings[r], r == 0, west, north, rows, stride, cover);
        }

        var patch = new Patch(left, top, right - left, bottom - top, new float[(right - left) * (bottom - top)]);
        for (var row = first; row < last; row++)
        {
            var sum = 0.0;
            var line = cover.AsSpan((row - north) * stride, stride);
            var to = patch.Values.AsSpan((row - top) * patch.Columns, patch.Columns);
            for (var c = 0; c < columns; c++)
            {
                sum += line[c];
                var column = west + c - left;
                if (column >= 0 && column < to.Length && west + c >= 0)
                {
                    to[column] = (float)Math.Clamp(sum, 0.0, 1.0);
                }
            }
        }

        return patch;
    }

    /// <summary>1 where the cell's centre lies inside (even-odd over all rings), else 0.</summary>
    public static Patch OfCentres(GridSpec grid, ReadOnlySpan<double[]> rings)
    {
        if (!Bounds(grid, rings, out var west, out var north, out var east, out var south))
        {
            return Patch.Empty;
        }

        (west, north) = (Math.Max(0, west), Math.Max(0, north));
        (east, south) = (Math.Min(grid.Columns, east), Math.Min(grid.Rows, south));
        if (east <= west || south <= north)
        {
            return Patch.Empty;
        }

        var patch = new Patch(west, north, east - west, south - north, new float[(east - west) * (south - north)]);
        var crossings = new List<double>();
        for (var row = north; row < south; row++)
        {
            crossings.Clear();
            var y = row + 0.5;
            foreach (var ring in rings)
            {
                for (int i = 0, j = (ring.Length / 2) - 1; i < ring.Length / 2; j = i++)
                {
                    double yi = grid.RowOf(ring[(2 * i) + 1]), yj = grid.RowOf(ring[(2 * j) + 1]);
                    if ((yi > y) != (yj > y))
                    {
                        double xi = grid.ColumnOf(ring[2 * i]), xj = grid.ColumnOf(ring[2 * j]);
                        crossings.Add(xi + ((y - yi) / (yj - yi) * (xj - xi)));
                    }
                }
            }

            crossings.Sort();
            var to = patch.Values.AsSpan((row - north) * patch.Columns, patch.Columns);
            for (var k = 0; k + 1 < crossings.Count; k += 2)
            {
                var from = Math.Max(west, (int)Math.Ceiling(crossings[k] - 0.5));
                var until = Math.Min(east, (int)Math.Ceiling(crossings[k + 1] - 0.5));
                if (until > from)
                {
                    to[(from - west)..(until - west)].Fill(1f);
                }
            }
        }

        return patch;
    }

    private static bool Bounds(GridSpec grid, ReadOnlySpan<double[]> rings, out int west, out int north, out int east, out int south)
    {
        double minC = double.PositiveInfinity, minR = double.PositiveInfinity, maxC = double.NegativeInfinity, maxR = double.NegativeInfinity;
        foreach (var ring in rings)
        {
            for (var i = 0; i + 1 < ring.Length; i += 2)
            {
                double c = grid.ColumnOf(ring[i]), r = grid.RowOf(ring[i + 1]);
                minC = Math.Min(minC, c);
                maxC = Math.Max(maxC, c);
                minR = Math.Min(minR, r);
                maxR = Math.Max(maxR, r);
            }
        }

        if (!(maxC > minC && maxR > minR) || maxC <= 0 || maxR <= 0 || minC >= grid.Columns || minR >= grid.Rows)
        {
            (west, north, east, south) = (0, 0, 0, 0);
            return false;
        }

        west = checked((int)Math.Floor(minC));
        north = checked((int)Math.Floor(minR));
        east = checked((int)Math.Floor(maxC)) + 1;
        south = checked((int)Math.Floor(maxR)) + 1;
        return true;
    }

    private static void AddRing(GridSpec grid, double[] ring, bool isOutline, int west, int north, int rows, int stride, double[] cover)
    {
        var n = ring.Length / 2;
        var twiceArea = 0.0;
        for (int i = 0, j = n - 1; i < n; j = i++)
        {
            twiceArea += (ring[2 * j] * ring[(2 * i) + 1]) - (ring[2 * i] * ring[(2 * j) + 1]);
        }

        // Rows grow southwards, so a ring that turns left in the plane adds negative trapezoids here.
        var sign = (twiceArea > 0) == isOutline ? -1.0 : 1.0;
        for (int i = 0, j = n - 1; i < n; j = i++)
        {
            AddEdge(
                grid.ColumnOf(ring[2 * j]) - west, grid.RowOf(ring[(2 * j) + 1]) - north,
                grid.ColumnOf(ring[2 * i]) - west, grid.RowOf(ring[(2 * i) + 1]) - north,
                sign, rows, stride, cover);
        }
    }

    private static void AddEdge(double fromX, double fromY, double toX, double toY, double sign, int rows, int stride, double[] cover)
    {
        if (fromY == toY)
        {
            return;
        }

        // Downwards edges close the area on their right, upwards ones open it.
        var direction = fromY < toY ? -sign : sign;
        if (fromY > toY)
        {
            (fromX, fromY, toX, toY) = (toX, toY, fromX, fromY);
        }

        var slope = (toX - fromX) / (toY - fromY);
        var x = fromX;
        var lastRow = Math.Min(rows, (int)Math.Ceiling(toY));
        for (var row = (int)Math.Floor(fromY); row < lastRow; row++)
        {
            var dy = Math.Min(row + 1, toY) - Math.Max(row, fromY);
            var next = Math.Max(0, x + (slope * dy));
            Spread(cover.AsSpan(row * stride, stride), x, next, dy * direction);
            x = next;
        }
    }

    // Shares the piece of an edge inside one row among the cells it passes; a cell's own share is what lies to the right of the edge.
    private static void Spread(Span<double> line, double x, double end, double amount)
    {
        var low = Math.Min(x, end);
        var high = Math.Max(x, end);
        var first = Math.Min((int)low, line.Length - 2);
        var last = Math.Min((int)Math.Ceiling(high), line.Length - 1);
        if (last <= first + 1)
        {
            var middle = (0.5 * (low + high)) - first;
            line[first] += amount * (1 - middle);
            line[first + 1] += amount * middle;
            return;
        }

        // Column c keeps, per unit of the piece, min(1, max(0, c + 1 − t)) of itself to the right of t; summed over t that is I(c + 1) − I(c).
        var per = amount / (high - low);
        var integral = 0.0;
        var before = 0.0;
        for (var c = first; c <= last; c++)
        {
            var edge = Math.Min(c + 1, high);
            var next = (edge - low) * (c + 1 - (0.5 * (low + edge)));
            var sum = per * (next - integral);
            line[c] += sum - before;
            integral = next;
            before = sum;
        }
    }
}
