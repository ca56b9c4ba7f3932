using Surefoot.Hazard.Evidence;
using Surefoot.Hazard.Layers;
using Surefoot.Hazard.Learning;
using Surefoot.Numerics;

namespace Surefoot.Hazard;

/// <param name="Seed">Names the sample and the folds.</param>
/// <param name="Groups">Groups that may speak; null is all. The baselines are models with few groups.</param>
/// <param name="MostCells">Training cells at most; the rest is left out by a seeded draw of whole cells.</param>
/// <param name="BlockM">Side of the held-out blocks, at least the range of spatial correlation.</param>
/// <param name="OutsideLogRatio">Assumed ln LR of land outside every recorded hazard area; nothing is searched there, so nothing can be learned.</param>
/// <param name="CancelledLogRatio">Assumed ln LR of land released by survey without search, and so the miss chance e^x of such a survey.</param>
public sealed record FitOptions(
    ulong Seed = 1,
    IReadOnlyCollection<EvidenceGroup>? Groups = null,
    int MostCells = 150_000,
    double BlockM = 10_000,
    double OutsideLogRatio = -1.0,
    double CancelledLogRatio = -2.5);

/// <summary>Learns a <see cref="HazardModel"/> from searched land only: cells searched, with and without finds, each with its chance of detection.</summary>
/// <remarks>
/// <para>A training cell sees the finds around it as unsearched land does: without those of its own released area, by folds of released areas.</para>
/// <para>P(something found) = d·p with d = 1 − q (H5): a fruitless search refutes only in part. Weights by penalised logistic regression, penalty and
/// calibration slope (Platt) on held-out blocks; terms whose direction is known are held to it.</para>
/// <para>Cleared land is not a random sample of the land: it was chosen because something was expected there. Land released by survey, chosen because
/// nothing was, is learned from too, with the miss chance that <see cref="FitOptions.CancelledLogRatio"/> assumes.</para>
/// </remarks>
public static class FitHazard
{
    private const int ReleaseFolds = 5;
    private const int BlockFolds = 5;

    private static readonly double[] Penalties = [3, 30, 300];

    /// <exception cref="ArgumentException">There is no searched land with and without finds to learn from.</exception>
    public static HazardModel Run(HazardEvidence evidence, FitOptions options, int workers = 1, CancellationToken cancellation = default)
    {
        var layers = EvidenceLayers.Prepare(evidence, workers);
        return Run(layers, options, workers, cancellation);
    }

    internal static HazardModel Run(EvidenceLayers layers, FitOptions options, int workers, CancellationToken cancellation = default)
    {
        var baseRate = FindRates.Base(layers);
        var trust = RecordTrust.Weigh(layers.Evidence, layers.Records, layers.Searches, layers.Finds, FindRates.Make(layers, baseRate, null, workers)[FindRates.Local], baseRate);
        var (sheets, trustMean) = trust.Learn(layers.Evidence.MinefieldRecords);
        var recordShare = RecordShare(layers);
        var cells = TrainingCells.Choose(layers, options.Seed, options.MostCells, ReleaseFolds, options.BlockM, ExpLog.Exp(options.CancelledLogRatio));
        if (cells.Count == 0 || cells.Positives == 0 || cells.Positives == cells.Count)
        {
            throw new ArgumentException("There is no searched land with and without finds to learn from.", nameof(layers));
        }

        var allowed = Enumerable.Range(0, Features.Count)
            .Where(f => Features.All[f].Fitted && (options.Groups is null || options.Groups.Contains(Features.All[f].Group)))
            .ToList();
        var design = Design.Make(layers, cells, allowed, baseRate, recordShare, trustMean, workers, cancellation);
        var fit = new ConstrainedFit(design, cells, options.Seed, BlockFolds, allowed.ConvertAll(f => Features.All[f].Sign));
        var chosen = fit.Choose(Penalties, workers, cancellation);
        var weights = new double[Features.Count];
        for (var j = 0; j < allowed.Count; j++)
        {
            weights[allowed[j]] = chosen.Slope * chosen.Weights[j];
        }

        if (options.Groups is null)
        {
            weights[Features.Outside] = options.OutsideLogRatio;
            weights[Features.AccidentHere] = 1.0;
            weights[Features.CancelledHere] = options.CancelledLogRatio;
        }

        var (confirmedItems, elsewhereItems) = ItemsPerCell(layers, cells);
        return new HazardModel(
            HazardModel.EngineVersion,
            options.Seed,
            (chosen.Slope * chosen.Intercept) + chosen.Offset,
            weights,
            baseRate,
            sheets,
            trustMean,
            recordShare,
            confirmedItems,
            elsewhereItems,
            Spread(chosen.Covariance, allowed, chosen.Slope),
            new FitReport(cells.Count, cells.Positives, chosen.HeldOutLogLoss, chosen.Slope, chosen.Penalty));
    }

    private static double[] Spread(double[] covariance, List<int> allowed, double slope)
    {
        var size = Features.Count + 1;
        var small = allowed.Count + 1;
        var wide = new double[size * size];
        for (var i = 0; i < small; i++)
        {
            for (var j = 0; j < small; j++)
            {
                wide[(To(i) * size) + To(j)] = slope * slope * covariance[(i * small) + j];
            }
        }

        return wide;

        int To(int i) => i == 0 ? 0 : allowed[i - 1] + 1;
    }

    private static double RecordShare(EvidenceLayers layers)
    {
        double covered = 0, all = 0;
        foreach (var patch in layers.Records.Patches)
        {
            covered += LaneSum.Of(patch.Values);
        }

        foreach (var inside in layers.Evidence.Mask)
        {
            all += inside ? 1 : 0;
        }

        return all == 0 ? 0 : covered / all;
    }

    // Items found over chance of detection, per cell with finds, shrunk towards two items in twenty cells.
    private static (double Confirmed, double Elsewhere) ItemsPerCell(EvidenceLayers layers, TrainingCells cells)
    {
        Span<double> items = [40, 40];
        Span<double> count = [20, 20];
        var confirmed = new float[layers.Evidence.Grid.Columns];
        var outside = new float[layers.Evidence.Grid.Columns];
        var row = -1;
        for (var i = 0; i < cells.Count; i++)
        {
            if (cells.Found[i] == 0)
            {
                continue;
            }

            if (cells.Row[i] != row)
            {
                row = cells.Row[i];
                Array.Clear(confirmed);
                Array.Clear(outside);
                layers.HazardAreaRow(row, confirmed, outside);
            }

            var kind = confirmed[cells.Column[i]] > 0.5f ? 0 : 1;
            items[kind] += cells.Found[i] / Math.Max(0.2, cells.Detection[i]);
            count[kind]++;
        }

        return (items[0] / count[0], items[1] / count[1]);
    }
}
