using Surefoot.Numerics;

namespace Surefoot.Raster;

/// <summary>Exact Euclidean distance from each cell to the nearest marked cell (Felzenszwalb and Huttenlocher, Theory of Computing 8, 2012).</summary>
/// <remarks>Squared distances are whole numbers of cells and exact; a raster without a marked cell gives <see cref="float.PositiveInfinity"/>.</remarks>
public static class DistanceTransform
{
    /// <summary>Distance in cells between cell centres, row-major.</summary>
    public static float[] Cells(bool[] marked, int columns, int rows, int workers = 1)
    {
        if (marked.Length != (long)columns * rows)
        {
            throw new ArgumentException("The raster does not have columns × rows values.", nameof(marked));
        }

        var vertical = new int[marked.Length];
        RowLoop.Run(columns, workers, new DownAndUp(marked, vertical, columns, rows));
        var result = new float[marked.Length];
        RowLoop.Run(rows, workers, new AlongRow(vertical, result, columns));
        return result;
    }

    // Far enough to lose against any real distance, small enough that its square fits in a long.
    private const int Unreached = 1 << 28;

    private readonly struct DownAndUp(bool[] marked, int[] vertical, int columns, int rows) : IRowOperation
    {
        public void Invoke(int row)
        {
            var column = row;
            var distance = Unreached;
            for (var y = 0; y < rows; y++)
            {
                var at = (y * columns) + column;
                distance = marked[at] ? 0 : Math.Min(Unreached, distance + 1);
                vertical[at] = distance;
            }

            distance = Unreached;
            for (var y = rows - 1; y >= 0; y--)
            {
                var at = (y * columns) + column;
                distance = marked[at] ? 0 : Math.Min(Unreached, distance + 1);
                vertical[at] = Math.Min(vertical[at], distance);
            }
        }
    }

    private readonly struct AlongRow(int[] vertical, float[] result, int columns) : IRowOperation
    {
        public void Invoke(int row)
        {
            var g = vertical.AsSpan(row * columns, columns);
            var target = result.AsSpan(row * columns, columns);
            var apex = new int[columns];
            var from = new long[columns + 1];
            var last = -1;
            for (var q = 0; q < columns; q++)
            {
                if (g[q] >= Unreached)
                {
                    continue;
                }

                var start = long.MinValue;
                while (last >= 0)
                {
                    start = Meet(apex[last], g[apex[last]], q, g[q]);
                    if (start > from[last])
                    {
                        break;
                    }

                    last--;
                }

                last++;
                apex[last] = q;
                from[last] = last == 0 ? long.MinValue : start;
            }

            if (last < 0)
            {
                target.Fill(float.PositiveInfinity);
                return;
            }

            var k = 0;
            for (var x = 0; x < columns; x++)
            {
                while (k < last && from[k + 1] <= x)
                {
                    k++;
                }

                long dx = x - apex[k];
                long dy = g[apex[k]];
                target[x] = (float)Math.Sqrt((dx * dx) + (dy * dy));
            }
        }

        // First whole x at which the parabola of q is not above the one of p (p < q).
        private static long Meet(long p, long gp, long q, long gq)
        {
            var top = ((q * q) + (gq * gq)) - ((p * p) + (gp * gp));
            var bottom = 2 * (q - p);
            return top >= 0 ? (top + bottom - 1) / bottom : -((-top) / bottom);
        }
    }
}
