using System.Buffers;
using Surefoot.Hazard.Evidence;
using Surefoot.Hazard.Formulas;
using Surefoot.Hazard.Learning;
using Surefoot.Numerics;
using Surefoot.Raster;

namespace Surefoot.Hazard.Layers;

/// <summary>A model laid over evidence: adds up the log-odds of one row of cells, group by group. The run and the explanation both go through <see cref="Row"/>.</summary>
internal sealed class Fusion
{
    // In double logit terms a probability of 1 − 2e−9: no cell is certain.
    private const float Certain = 20f;

    private readonly EvidenceLayers _layers;
    private readonly HazardModel _model;
    private readonly Field?[] _smooth = new Field?[EvidenceGroups.Count];
    private readonly PatchLayer _records;
    private readonly PatchLayer _recordsNear;
    private readonly (int From, int To)[] _span;

    public Fusion(EvidenceLayers layers, HazardModel model, int workers)
    {
        if (model.Weights.Length != Features.Count)
        {
            throw new ArgumentException("The model has another number of weights than this engine has features.", nameof(model));
        }

        _layers = layers;
        _model = model;
        SmoothFeatures = new Field?[Features.Count];
        var rates = FindRates.Make(layers, model.FindRateBase, null, workers);
        for (var f = 0; f < Features.Count; f++)
        {
            if (Features.All[f].SigmaM > 0 && model.Weights[f] != 0)
            {
                SmoothFeatures[f] = f >= Features.FindRate150 && f <= Features.FindRate6000 ? rates[f - Features.FindRate150] : layers.Smooth(f, workers);
            }
        }

        foreach (var group in Features.All.Select(f => f.Group).Distinct())
        {
            _smooth[(int)group] = Combine(group, workers);
        }

        var trust = RecordTrust.Weigh(layers.Evidence, layers.Records, layers.Searches, layers.Finds, rates[FindRates.Local], model.FindRateBase);
        var records = layers.Evidence.MinefieldRecords;
        RecordPosterior = records.Select((r, i) => trust.Posterior(i, model.SheetTrust.GetValueOrDefault(r.Sheet, model.TrustMean))).ToArray();
        (_records, _recordsNear) = WeighRecords(layers, RecordPosterior, model.RecordShare);
        _span = Spans(layers.Evidence);
    }

    /// <summary>P(genuine) of each minefield record, from its sheet and from what was found under it.</summary>
    public double[] RecordPosterior { get; }

    /// <summary>Smooth features with a weight, by number; each at its own level.</summary>
    public Field?[] SmoothFeatures { get; }

    public int Columns => _layers.Evidence.Grid.Columns;

    /// <summary>First and last + 1 masked column of a row.</summary>
    public (int From, int To) Span(int row) => _span[row];

    /// <summary>ln LR under each record, and its trust spread over a few hundred metres; the same code for learning and for the run.</summary>
    public static (PatchLayer Here, PatchLayer Near) WeighRecords(EvidenceLayers layers, double[] posterior, double recordShare)
    {
        var rows = layers.Evidence.Grid.Rows;
        var ratios = posterior.Select(r => Claims.LikelihoodRatio(r, 1.0, 0.0, Math.Max(recordShare, 1e-4))).ToArray();
        return (
            layers.Records.Map(rows, (i, m) => (float)Claims.SoftLog(Math.Min(1f, m), ratios[i])),
            layers.RecordsNear.Map(rows, (i, m) => (float)posterior[i] * m));
    }

    /// <summary>Fills the group rows (ten rows of the grid's width, zeroed) and returns how often a group was held to the clip.</summary>
    public int Row(int row, Span<float> groups, Span<float> scratch, Span<float> confirmed)
    {
        var w = _model.Weights;
        var (from, to) = _span[row];
        if (to <= from)
        {
            return 0;
        }

        Of(groups, EvidenceGroup.Prior)[from..to].Fill((float)_model.Intercept);
        var outside = scratch[..Columns];
        outside.Clear();
        confirmed.Clear();
        _layers.HazardAreaRow(row, confirmed, outside);
        var areas = Of(groups, EvidenceGroup.HazardAreas);
        RowMath.AddScaled(confirmed, (float)w[Features.Confirmed], areas);
        RowMath.AddScaled(outside, (float)w[Features.Outside], areas);
        AddClaims(_records, row, w[Features.RecordHere], scratch, Of(groups, EvidenceGroup.MinefieldRecords));
        _recordsNear.AddRow(row, (float)w[Features.RecordNear], Of(groups, EvidenceGroup.MinefieldRecords));
        AddTestimonies(row, scratch, Of(groups, EvidenceGroup.Testimonies));
        AddClaims(_layers.Accidents, row, w[Features.AccidentHere], scratch, Of(groups, EvidenceGroup.Accidents));
        if (w[Features.CancelledHere] != 0)
        {
            var cancelled = scratch[..Columns];
            cancelled.Clear();
            _layers.Cancelled.RaiseRow(row, cancelled);
            RowMath.AddScaled(cancelled, (float)w[Features.CancelledHere], Of(groups, EvidenceGroup.Cancelled));
        }

        var clipped = 0;
        for (var g = 1; g < (int)EvidenceGroup.Search; g++)
        {
            var line = groups.Slice(g * Columns, Columns);
            _smooth[g]?.AddRow(row, scratch, line);
            clipped += Clip(line[from..to]);
        }

        return clipped;
    }

    /// <summary>Adds the groups in their order, then applies search and finds (H5, H7).</summary>
    public void Close(int row, Span<float> groups, Span<float> logOdds)
    {
        logOdds.Clear();
        for (var g = 0; g < (int)EvidenceGroup.Search; g++)
        {
            RowMath.AddScaled(groups.Slice(g * Columns, Columns), 1f, logOdds);
        }

        var search = Of(groups, EvidenceGroup.Search);
        foreach (var cell in _layers.Searches.InRow(row))
        {
            var before = logOdds[cell.Column];
            var found = _layers.Finds.At(row, cell.Column);
            // What was found is gone. What is left follows from the miss chance: by Bayes without finds, by unseen-from-seen with them.
            var after = found == 0
                ? before + ExpLog.Log(Math.Max(cell.Miss, 1e-6f))
                : (float)ExpLog.Logit(Math.Clamp(SearchMiss.LeftAfterFinds(found, cell.Miss), 1e-6, 1 - 1e-6));
            search[cell.Column] = after - before;
            logOdds[cell.Column] = after;
        }

        RowMath.Hold(logOdds, -Certain, Certain);
    }

    public Span<float> Of(Span<float> groups, EvidenceGroup group) => groups.Slice((int)group * Columns, Columns);

    private void AddClaims(PatchLayer layer, int row, double weight, Span<float> scratch, Span<float> target)
    {
        if (weight == 0 || layer.InRow(row).IsEmpty)
        {
            return;
        }

        var sum = scratch[..Columns];
        sum.Clear();
        layer.AddRow(row, 1f, sum);
        RowMath.Hold(sum, (float)-Claims.LogClip, (float)Claims.LogClip);
        RowMath.AddScaled(sum, (float)weight, target);
    }

    private void AddTestimonies(int row, Span<float> scratch, Span<float> target)
    {
        var w = _model.Weights;
        if ((w[Features.SaidItems] == 0 && w[Features.SaidUsed] == 0) || _layers.Testimonies.InRow(row).IsEmpty)
        {
            return;
        }

        var items = scratch[..Columns];
        items.Clear();
        var rented = ArrayPool<float>.Shared.Rent(Columns);
        var used = rented.AsSpan(0, Columns);
        used.Clear();
        _layers.TestimonyRow(row, items, used);
        RowMath.AddScaled(items, (float)w[Features.SaidItems], target);
        RowMath.AddScaled(used, (float)w[Features.SaidUsed], target);
        ArrayPool<float>.Shared.Return(rented);
    }

    private static int Clip(Span<float> values)
    {
        const float Limit = (float)Claims.LogClip;
        var clipped = 0;
        foreach (var value in values)
        {
            clipped += value > Limit || value < -Limit ? 1 : 0;
        }

        if (clipped > 0)
        {
            RowMath.Hold(values, -Limit, Limit);
        }

        return clipped;
    }

    // All smooth terms of a group in one field: weighted sums level by level from the coarsest down, so that a run reads each group once.
    private Field? Combine(EvidenceGroup group, int workers)
    {
        Field? sum = null;
        for (var level = 5; level >= 1; level--)
        {
            if (sum is not null)
            {
                var finer = new Field(_layers.Evidence.Grid, level);
                sum.AddTo(finer, workers);
                sum = finer;
            }

            for (var f = 0; f < Features.Count; f++)
            {
                if (Features.All[f].Group == group && SmoothFeatures[f] is { } field && field.Level == level)
                {
                    sum ??= new Field(_layers.Evidence.Grid, level);
                    RowMath.AddScaled(field.Values, (float)_model.Weights[f], sum.Values);
                }
            }
        }

        return sum;
    }

    private static (int From, int To)[] Spans(HazardEvidence evidence)
    {
        var columns = evidence.Grid.Columns;
        var spans = new (int, int)[evidence.Grid.Rows];
        for (var row = 0; row < spans.Length; row++)
        {
            var line = evidence.Mask.AsSpan(row * columns, columns);
            var first = line.IndexOf(true);
            spans[row] = first < 0 ? (0, 0) : (first, line.LastIndexOf(true) + 1);
        }

        return spans;
    }
}
