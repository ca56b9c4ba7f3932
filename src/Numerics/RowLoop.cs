namespace Surefoot.Numerics;

/// <summary>One independent piece of work: a raster row, a source settlement, a tile, a scenario.</summary>
public interface IRowOperation
{
    void Invoke(int row);
}

/// <summary>The one parallel loop of the product.</summary>
/// <remarks>
/// Each row is computed by exactly one worker and writes only what belongs to that row, so the bits do not depend on the number of workers.
/// A sum over rows is made by the caller afterwards, in row order. Rows are handed out in small blocks, since they differ in cost.
/// </remarks>
public static class RowLoop
{
    /// <param name="rows">Number of rows; 0 is allowed.</param>
    /// <param name="workers">Threads to use, at least 1.</param>
    /// <param name="operation">A struct, so that the call is inlined.</param>
    /// <param name="progress">Told the number of rows done, from any thread.</param>
    /// <param name="cancellation">Checked before each block.</param>
    public static void Run<TOperation>(int rows, int workers, TOperation operation, IProgress<int>? progress = null, CancellationToken cancellation = default)
        where TOperation : struct, IRowOperation
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfLessThan(workers, 1);
        if (workers == 1 || rows <= 1)
        {
            for (var row = 0; row < rows; row++)
            {
                cancellation.ThrowIfCancellationRequested();
                operation.Invoke(row);
                progress?.Report(row + 1);
            }

            return;
        }

        var block = Math.Clamp(rows / (workers * 16), 1, 64);
        var next = 0;
        var done = 0;
        var options = new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancellation };
        Parallel.For(0, workers, options, _ =>
        {
            while (true)
            {
                cancellation.ThrowIfCancellationRequested();
                var from = Interlocked.Add(ref next, block) - block;
                if (from >= rows)
                {
                    return;
                }

                var to = Math.Min(from + block, rows);
                for (var row = from; row < to; row++)
                {
                    operation.Invoke(row);
                }

                progress?.Report(Interlocked.Add(ref done, to - from));
            }
        });
    }
}
