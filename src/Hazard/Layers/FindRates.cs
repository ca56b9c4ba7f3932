using Surefoot.Numerics;

namespace Surefoot.Hazard.Layers;

/// <summary>How much more often than on average something was found on searched land around a cell: ln((N + m·b)/(A·b + m·b)) per kernel width.</summary>
/// <remarks>
/// N: kernel sum of searched cells with finds; A: kernel sum of searched land times its detection; b: share of searched cells with finds; m: cells of land
/// that the shrinkage is worth. Far from searched land both vanish and the term is 0. To learn how such a term speaks about land not searched, a fold of
/// released areas can be left out, so that a training cell sees its neighbours' searches and not its own.
/// </remarks>
internal static class FindRates
{
    // Shrinkage in searched cells: enough that one find in an otherwise unsearched place does not shout.
    private const double ShrinkCells = 30.0;

    /// <summary>Index of the 1.5 km field, the surroundings against which a record's finds are weighed.</summary>
    public const int Local = Features.FindRate1500 - Features.FindRate150;

    /// <summary>Share of searched, learnable cells with finds.</summary>
    public static double Base(EvidenceLayers layers)
    {
        double positive = 1, all = 20;
        for (var row = 0; row < layers.Evidence.Grid.Rows; row++)
        {
            foreach (var cell in layers.Searches.InRow(row))
            {
                if (cell.Labels && cell.Covered >= 0.5f)
                {
                    all++;
                    positive += layers.Finds.At(row, cell.Column) > 0 ? 1 : 0;
                }
            }
        }

        return positive / all;
    }

    /// <param name="layers">Evidence.</param>
    /// <param name="baseRate">b.</param>
    /// <param name="leaveOut">True for a released area whose searches are not to be seen; null sees all.</param>
    /// <param name="workers">Threads.</param>
    /// <returns>One field per find-rate feature, in the order of the features.</returns>
    public static Field[] Make(EvidenceLayers layers, double baseRate, Predicate<int>? leaveOut, int workers)
    {
        var grid = layers.Evidence.Grid;
        var found = new Field(grid, 1);
        var searched = new Field(grid, 1);
        RowLoop.Run(found.Rows, workers, new Gather(layers, leaveOut, found, searched));
        var result = new Field[4];
        for (var i = 0; i < result.Length; i++)
        {
            var sigma = Features.All[Features.FindRate150 + i].SigmaM;
            var level = Field.LevelFor(grid, sigma);
            var n = found.AtLevel(level, workers).Kernel(sigma, workers);
            var a = searched.AtLevel(level, workers).Kernel(sigma, workers);
            RowLoop.Run(n.Rows, workers, new Ratio(n, a, (float)baseRate));
            result[i] = n;
        }

        return result;
    }

    private readonly struct Gather(EvidenceLayers layers, Predicate<int>? leaveOut, Field found, Field searched) : IRowOperation
    {
        public void Invoke(int row)
        {
            for (var fine = 2 * row; fine < Math.Min(layers.Evidence.Grid.Rows, (2 * row) + 2); fine++)
            {
                foreach (var cell in layers.Searches.InRow(fine))
                {
                    if (!cell.Labels || (leaveOut is not null && leaveOut(cell.Release)))
                    {
                        continue;
                    }

                    var at = (row * found.Columns) + (cell.Column >> 1);
                    searched.Values[at] += cell.Covered * (1f - cell.Miss);
                    found.Values[at] += layers.Finds.At(fine, cell.Column) > 0 ? 1f : 0f;
                }
            }
        }
    }

    private readonly struct Ratio(Field n, Field a, float b) : IRowOperation
    {
        public void Invoke(int row)
        {
            var found = n.Values.AsSpan(row * n.Columns, n.Columns);
            var searched = a.Values.AsSpan(row * n.Columns, n.Columns);
            var shrink = (float)ShrinkCells * b;
            for (var x = 0; x < found.Length; x++)
            {
                found[x] = (found[x] + shrink) / ((searched[x] * b) + shrink);
            }

            ExpLogRows.Log(found, found);
        }
    }
}
