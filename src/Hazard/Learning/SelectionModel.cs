using Surefoot.Hazard.Layers;
using Surefoot.Numerics;

namespace Surefoot.Hazard.Learning;

/// <summary>Searched land was chosen because something was expected there; how strongly, shows in the size of what was searched at once (ours).</summary>
/// <remarks>
/// A small released area is all hot spot, a large one holds the land around it as well. The size of a cell's released area, u = cells of that area, enters the
/// fit as 1/u; a cell that nobody has chosen to search is read at 1/u = 0. This is an assumption about why land is searched, visible as
/// <see cref="FitReport.SelectionShift"/>, and it is judged against simulated countries, not against the data it is fitted to.
/// </remarks>
internal sealed class SelectionModel
{
    private SelectionModel(double[] values) => Values = values;

    /// <summary>1/u per training cell, u in typical small areas (4 ha).</summary>
    public double[] Values { get; }

    public static SelectionModel Of(EvidenceLayers layers, TrainingCells cells)
    {
        const double SmallAreaM2 = 40_000;
        var covered = new Dictionary<int, double>();
        for (var row = 0; row < layers.Evidence.Grid.Rows; row++)
        {
            foreach (var cell in layers.Searches.InRow(row))
            {
                covered[cell.Release] = covered.GetValueOrDefault(cell.Release) + cell.Covered;
            }
        }

        var areaM2 = layers.Evidence.Grid.CellAreaM2;
        return new SelectionModel(Array.ConvertAll(cells.Release, r => Math.Min(2.0, SmallAreaM2 / (covered[r] * areaM2))));
    }

    /// <summary>Mean over the training cells.</summary>
    public double Mean => LaneSum.Of(Values) / Math.Max(1, Values.Length);
}
