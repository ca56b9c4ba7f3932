using Surefoot.Hazard.Evidence;
using Surefoot.Hazard.Layers;
using Surefoot.Raster;

namespace Surefoot.Hazard.Evaluation;

/// <summary>Which cells judge a map: inside the mask and not touched by any search. Only simulated countries and later discoveries can be judged so.</summary>
public static class EvaluateHazard
{
    /// <summary>Cell numbers (row-major) of the judged cells, ascending.</summary>
    public static int[] NotYetSearched(HazardEvidence evidence, int workers = 1)
    {
        var searches = SearchLayer.Make(evidence, workers);
        var open = (bool[])evidence.Mask.Clone();
        for (var row = 0; row < evidence.Grid.Rows; row++)
        {
            foreach (var cell in searches.InRow(row))
            {
                open[(row * evidence.Grid.Columns) + cell.Column] = false;
            }
        }

        var cells = new List<int>();
        for (var i = 0; i < open.Length; i++)
        {
            if (open[i])
            {
                cells.Add(i);
            }
        }

        return [.. cells];
    }

    /// <summary>True per cell of the grid that holds at least one of the places.</summary>
    public static bool[] Truth(GridSpec grid, ReadOnlySpan<double> xM, ReadOnlySpan<double> yM)
    {
        var truth = new bool[grid.Cells];
        for (var i = 0; i < xM.Length; i++)
        {
            if (grid.TryCell(xM[i], yM[i], out var column, out var row))
            {
                truth[(row * grid.Columns) + column] = true;
            }
        }

        return truth;
    }

    /// <summary>One row of metrics per map over the same judged cells.</summary>
    public static IReadOnlyList<EvaluationRow> Judge(IReadOnlyList<(string Model, FloatRaster Probability)> maps, bool[] truth, int[] judged, double blockM = 10_000, int resamples = 0, ulong seed = 1, int workers = 1, CancellationToken cancellation = default)
    {
        var labels = Array.ConvertAll(judged, c => truth[c] ? 1.0 : 0.0);
        var rows = new List<EvaluationRow>();
        foreach (var (model, probability) in maps)
        {
            var columns = probability.Grid.Columns;
            var perBlock = Math.Max(1, (int)(blockM / probability.Grid.CellM));
            var across = (columns / perBlock) + 1;
            var blocks = resamples == 0 ? new int[judged.Length] : Array.ConvertAll(judged, c => (c / columns / perBlock * across) + (c % columns / perBlock));
            var values = probability.Values;
            var scores = new double[judged.Length];
            for (var i = 0; i < scores.Length; i++)
            {
                scores[i] = values[judged[i]];
            }

            rows.AddRange(JudgeModels.Run([new ModelScores(model, scores, true)], labels, blocks, resamples, seed, workers, cancellation));
        }

        return rows;
    }
}
