using System.Buffers;
using Surefoot.Hazard.Evidence;
using Surefoot.Hazard.Layers;
using Surefoot.Numerics;
using Surefoot.Raster;

namespace Surefoot.Hazard;

/// <summary>A hazard map.</summary>
/// <param name="Probability">Chance that the cell holds explosive items, NaN outside the mask.</param>
/// <param name="ExpectedItems">Expected number of items in the cell, NaN outside.</param>
/// <param name="Cells">Cells computed.</param>
/// <param name="ClippedTerms">How often the sum of one group in one cell was held to ±5.</param>
/// <param name="RecordTrust">P(genuine) of each minefield record, in the order of the evidence.</param>
public sealed record HazardMap(FloatRaster Probability, FloatRaster ExpectedItems, int Cells, long ClippedTerms, double[] RecordTrust);

/// <summary>Evidence and model to probability and expected items (METHODS H1, H2, H4, H5). Pure: the same arguments give the same bits for any number of workers.</summary>
public static class RunHazard
{
    public static HazardMap Run(HazardEvidence evidence, HazardModel model, int workers = 1, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        var layers = EvidenceLayers.Prepare(evidence, workers);
        cancellation.ThrowIfCancellationRequested();
        progress?.Report(0.4);
        return Run(layers, model, workers, progress, cancellation);
    }

    internal static HazardMap Run(EvidenceLayers layers, HazardModel model, int workers, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        var evidence = layers.Evidence;
        var probability = new FloatRaster(evidence.Grid);
        var items = new FloatRaster(evidence.Grid);
        var fusion = new Fusion(layers, model, workers);
        cancellation.ThrowIfCancellationRequested();
        progress?.Report(0.6);
        var rows = evidence.Grid.Rows;
        var clipped = new int[rows];
        var cells = new int[rows];
        RowLoop.Run(rows, workers, new FuseRow(fusion, layers, model, probability, items, clipped, cells), cancellation: cancellation);
        progress?.Report(1.0);
        return new HazardMap(probability, items, cells.Sum(), clipped.Sum(c => (long)c), fusion.RecordPosterior);
    }

    private readonly struct FuseRow(Fusion fusion, EvidenceLayers layers, HazardModel model, FloatRaster probability, FloatRaster items, int[] clipped, int[] cells) : IRowOperation
    {
        public void Invoke(int row)
        {
            var columns = fusion.Columns;
            var p = probability.Row(row);
            var n = items.Row(row);
            var (from, to) = fusion.Span(row);
            if (to <= from)
            {
                p.Fill(float.NaN);
                n.Fill(float.NaN);
                return;
            }

            var rented = ArrayPool<float>.Shared.Rent(columns * (EvidenceGroups.Count + 3));
            var all = rented.AsSpan(0, columns * (EvidenceGroups.Count + 3));
            all.Clear();
            var groups = all[..(columns * EvidenceGroups.Count)];
            var scratch = all.Slice(columns * EvidenceGroups.Count, columns);
            var confirmed = all.Slice(columns * (EvidenceGroups.Count + 1), columns);
            var logOdds = all.Slice(columns * (EvidenceGroups.Count + 2), columns);
            clipped[row] = fusion.Row(row, groups, scratch, confirmed);
            fusion.Close(row, groups, logOdds);
            ExpLogRows.Logistic(logOdds, p);
            var elsewhere = (float)model.ItemsElsewhere;
            var more = (float)(model.ItemsIfConfirmed - model.ItemsElsewhere);
            var mask = MaskOf(layers.Evidence, row);
            var count = 0;
            for (var x = 0; x < columns; x++)
            {
                if (mask[x])
                {
                    n[x] = p[x] * (elsewhere + (more * confirmed[x]));
                    count++;
                }
                else
                {
                    p[x] = float.NaN;
                    n[x] = float.NaN;
                }
            }

            cells[row] = count;
            ArrayPool<float>.Shared.Return(rented);

            static ReadOnlySpan<bool> MaskOf(HazardEvidence evidence, int row) => evidence.Mask.AsSpan(row * evidence.Grid.Columns, evidence.Grid.Columns);
        }
    }
}
