using Surefoot.Hazard.Layers;
using Surefoot.Numerics;

namespace Surefoot.Hazard.Learning;

/// <summary>Searched cells to learn from, in row order: where, what was found, how surely it would have been, and which fold and block they belong to.</summary>
/// <remarks>
/// Land released by survey without search is learned from as well, as if searched with the miss chance that the assumption about such releases states:
/// cleared land alone was chosen because something was expected there, land released by survey because nothing was, and what lies ahead is between the two.
/// </remarks>
internal sealed class TrainingCells
{
    // A cell counts as searched when most of it was.
    private const float LeastCovered = 0.6f;

    private TrainingCells(List<(int Row, int Column, int Found, double Detection, int Release, int Block)> cells, int folds)
    {
        Row = cells.Select(c => c.Row).ToArray();
        Column = cells.Select(c => c.Column).ToArray();
        Found = cells.Select(c => c.Found).ToArray();
        Label = cells.Select(c => c.Found > 0 ? 1.0 : 0.0).ToArray();
        Detection = cells.Select(c => c.Detection).ToArray();
        Release = cells.Select(c => c.Release).ToArray();
        Fold = cells.Select(c => FoldOf(c.Release, folds)).ToArray();
        Block = cells.Select(c => c.Block).ToArray();
        Folds = folds;
    }

    public int Count => Row.Length;

    public int Positives => Label.Count(v => v > 0);

    public int Folds { get; }

    public int[] Row { get; }

    public int[] Column { get; }

    public int[] Found { get; }

    public double[] Label { get; }

    public double[] Detection { get; }

    public int[] Release { get; }

    /// <summary>Fold of the released area: its own searches are hidden from it.</summary>
    public int[] Fold { get; }

    /// <summary>Spatial block, dense numbers.</summary>
    public int[] Block { get; }

    public static int FoldOf(int release, int folds) => (int)(unchecked((uint)release * 2654435761u) >> 16) % folds;

    public static TrainingCells Choose(EvidenceLayers layers, ulong seed, int most, int folds, double blockM, double surveyMiss)
    {
        var grid = layers.Evidence.Grid;
        var perBlock = Math.Max(1, (int)(blockM / grid.CellM));
        var across = (grid.Columns / perBlock) + 1;
        var all = new List<(int Row, int Column, int Found, double Detection, int Release, int Block)>();
        var surveyed = new float[grid.Columns];
        for (var row = 0; row < grid.Rows; row++)
        {
            var block = row / perBlock * across;
            Array.Clear(surveyed);
            layers.Cancelled.RaiseRow(row, surveyed);
            foreach (var cell in layers.Searches.InRow(row))
            {
                if (cell.Labels)
                {
                    surveyed[cell.Column] = 0;
                    if (Counts(layers, row, cell))
                    {
                        all.Add((row, cell.Column, layers.Finds.At(row, cell.Column), Math.Clamp(1.0 - cell.Miss, 0.01, 0.999), cell.Release, block + (cell.Column / perBlock)));
                    }
                }
            }

            for (var column = 0; column < surveyed.Length; column++)
            {
                if (surveyed[column] >= LeastCovered && layers.Evidence.Mask[(row * grid.Columns) + column])
                {
                    all.Add((row, column, 0, 1.0 - surveyMiss, -1, block + (column / perBlock)));
                }
            }
        }

        var share = Math.Min(1.0, (double)most / Math.Max(1, all.Count));
        var random = new SeededRandom(seed, 0x5EA2C4);
        return new TrainingCells(all.Where(_ => random.NextUnit() < share).ToList(), folds);
    }

    private static bool Counts(EvidenceLayers layers, int row, SearchedCell cell) =>
        cell.Labels && cell.Covered >= LeastCovered && layers.Evidence.Mask[(row * layers.Evidence.Grid.Columns) + cell.Column];
}
