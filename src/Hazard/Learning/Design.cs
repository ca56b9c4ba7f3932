using Surefoot.Hazard.Layers;

namespace Surefoot.Hazard.Learning;

/// <summary>Features of the training cells, row-major, one column per fitted feature; each cell sees the evidence without its own fold's searches.</summary>
internal sealed record Design(double[] Rows, int Columns)
{
    public static Design Make(EvidenceLayers layers, TrainingCells cells, List<int> features, double baseRate, double recordShare, double trustMean, int workers, CancellationToken cancellation)
    {
        var rows = new double[cells.Count * features.Count];
        CellByCell(layers, cells, features, rows);
        foreach (var feature in features.Where(f => Features.All[f].SigmaM > 0 && f < Features.FindRate150))
        {
            cancellation.ThrowIfCancellationRequested();
            Put(rows, features, feature, Sample(layers.Smooth(feature, workers), cells, null, workers));
        }

        for (var fold = 0; fold < cells.Folds; fold++)
        {
            cancellation.ThrowIfCancellationRequested();
            var hidden = fold;
            bool LeaveOut(int release) => TrainingCells.FoldOf(release, cells.Folds) == hidden;
            var rates = FindRates.Make(layers, baseRate, LeaveOut, workers);
            if (features.Exists(f => f >= Features.FindRate150 && f <= Features.FindRate6000))
            {
                for (var i = 0; i < rates.Length; i++)
                {
                    if (features.Contains(Features.FindRate150 + i))
                    {
                        Put(rows, features, Features.FindRate150 + i, Sample(rates[i], cells, hidden, workers));
                    }
                }
            }

            if (features.Contains(Features.RecordHere))
            {
                Records(layers, cells, features, rates[FindRates.Local], baseRate, recordShare, trustMean, hidden, LeaveOut, rows);
            }
        }

        return new Design(rows, features.Count);
    }

    // Confirmed land and testimonies do not depend on what was found.
    private static void CellByCell(EvidenceLayers layers, TrainingCells cells, List<int> features, double[] rows)
    {
        var width = layers.Evidence.Grid.Columns;
        float[] confirmed = new float[width], outside = new float[width], items = new float[width], used = new float[width];
        var row = -1;
        for (var i = 0; i < cells.Count; i++)
        {
            if (cells.Row[i] != row)
            {
                row = cells.Row[i];
                Array.Clear(confirmed);
                Array.Clear(outside);
                Array.Clear(items);
                Array.Clear(used);
                layers.HazardAreaRow(row, confirmed, outside);
                layers.TestimonyRow(row, items, used);
            }

            Set(Features.Confirmed, confirmed[cells.Column[i]]);
            Set(Features.SaidItems, items[cells.Column[i]]);
            Set(Features.SaidUsed, used[cells.Column[i]]);

            void Set(int feature, float value)
            {
                var j = features.IndexOf(feature);
                if (j >= 0)
                {
                    rows[(i * features.Count) + j] = value;
                }
            }
        }
    }

    private static void Records(EvidenceLayers layers, TrainingCells cells, List<int> features, Field localRate, double baseRate, double recordShare, double trustMean, int fold, Predicate<int> leaveOut, double[] rows)
    {
        var records = layers.Evidence.MinefieldRecords;
        var trust = RecordTrust.Weigh(layers.Evidence, layers.Records, layers.Searches, layers.Finds, localRate, baseRate, leaveOut);
        var (sheets, _) = trust.Learn(records);
        var posterior = records.Select((r, i) => trust.Posterior(i, sheets.GetValueOrDefault(r.Sheet, trustMean))).ToArray();
        var (here, near) = Fusion.WeighRecords(layers, posterior, recordShare);
        var width = layers.Evidence.Grid.Columns;
        float[] sum = new float[width], wide = new float[width];
        int hereAt = features.IndexOf(Features.RecordHere), nearAt = features.IndexOf(Features.RecordNear);
        var row = -1;
        for (var i = 0; i < cells.Count; i++)
        {
            if (cells.Fold[i] != fold)
            {
                continue;
            }

            if (cells.Row[i] != row)
            {
                row = cells.Row[i];
                Array.Clear(sum);
                Array.Clear(wide);
                here.AddRow(row, 1f, sum);
                near.AddRow(row, 1f, wide);
            }

            rows[(i * features.Count) + hereAt] = Math.Clamp(sum[cells.Column[i]], -Formulas.Claims.LogClip, Formulas.Claims.LogClip);
            rows[(i * features.Count) + nearAt] = wide[cells.Column[i]];
        }
    }

    private static (int[] Cells, float[] Values) Sample(Field field, TrainingCells cells, int? fold, int workers)
    {
        var chosen = Enumerable.Range(0, cells.Count).Where(i => fold is null || cells.Fold[i] == fold).ToArray();
        return (chosen, field.Sample(Array.ConvertAll(chosen, i => (cells.Row[i], cells.Column[i])), workers));
    }

    private static void Put(double[] rows, List<int> features, int feature, (int[] Cells, float[] Values) sample)
    {
        var j = features.IndexOf(feature);
        for (var i = 0; i < sample.Cells.Length; i++)
        {
            rows[(sample.Cells[i] * features.Count) + j] = sample.Values[i];
        }
    }
}
