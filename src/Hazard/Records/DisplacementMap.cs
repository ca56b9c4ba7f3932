using Surefoot.Numerics;

namespace Surefoot.Hazard.Records;

/// <summary>How well one record fits the finds, for every displacement of it: the likelihood ratio of "its field lies there" against "it has nothing to do with what lies there".</summary>
/// <remarks>
/// <para>Score (Poisson): S(u) = Σ_finds ln(1 + ρ·m(x − u)) − N·D(u), ρ = N / (A·λ) the record's items over the density λ of finds in the searched ground around,
/// D(u) the mean chance of detection under the displaced record.</para>
/// <para>Finds come in clusters, so S is no likelihood ratio: other fields lie about. What a score is worth is told by the record itself, displaced:
/// p(u) = share of displaced placements on searched ground that score as well, its tail beyond the 90th percentile exponential. Then LR = a·p^(a−1), the density of p for a genuine
/// record (Beta(a, 1), a below 1) over the uniform one of an unrelated record, held to [a, e^<see cref="MostLog"/>]. At worst LR is a = <see cref="GenuineBeta"/>: a fruitless search refutes softly (METHODS H3).
/// Where little was searched LR goes to 1. Ours; a permutation test turned into a bounded Bayes factor (Sellke, Bayarri, Berger, The American Statistician 55(1) 2001).</para>
/// </remarks>
internal sealed class DisplacementMap
{
    public const double MostLog = 7;
    public const double GenuineBeta = 0.08;

    /// <summary>Of a row in searched ground, as everywhere here: no search finds more.</summary>
    public const double BestSearch = 0.95;

    private const double SearchCellM = 25;
    private const double TailFrom = 0.9;
    private const int FewestPlacements = 60;
    private const double ItemsIfUnstated = 20;
    private const int MostPerFind = 3;

    // Items expected under a placement before it says half of what it can.
    private const double ExposureScale = 2.0;

    private readonly float[] _logRatio;
    private readonly float[] _logMixed;
    private readonly float[] _searched;
    private readonly bool[] _low;

    private DisplacementMap(double stepM, int reach, float[] logRatio, float[] searched, bool[] low, bool says, double genuine)
    {
        (_searched, _low) = (searched, low);
        SearchedAround = searched.Average(one => (double)one);
        StepM = stepM;
        Reach = reach;
        _logRatio = logRatio;
        _logMixed = Array.ConvertAll(logRatio, log => (float)ExpLog.Log(1 - genuine + (genuine * ExpLog.Exp((double)log))));
        Says = says;
    }

    public double StepM { get; }

    /// <summary>Steps to each side.</summary>
    public int Reach { get; }

    /// <summary>Enough was searched around for the record to be judged at all.</summary>
    public bool Says { get; }

    /// <summary>How far a search at the nearest step could speak, 0 to 1: 0 where nothing was searched, ½ where two of its items would have been found.</summary>
    public double Searched(double eastM, double northM) => Nearest(_searched, eastM, northM);

    /// <summary>LR of one bare fact: whether the placement scores in the lower half of displaced ones, as every second unrelated record does and hardly a genuine one.</summary>
    /// <remarks>What a genuine record scores is a guess of ours, what an unrelated one scores is not: so how many records are genuine is learned from this alone
    /// (the tail count of Storey, J. R. Statist. Soc. B 64(3) 2002, with the best search finding <see cref="BestSearch"/>).</remarks>
    public double BareRatio(double eastM, double northM)
    {
        var at = IndexOf(eastM, northM);
        return !Says || at < 0 ? 1 : 1 + (_searched[at] * ((_low[at] ? 1 - BestSearch : 1 + BestSearch) - 1));
    }

    /// <summary>Mean of that over all displaced placements: how much an unrelated record about here would have been searched.</summary>
    public double SearchedAround { get; }

    /// <summary>ln LR at the nearest step; 0 beyond the reach.</summary>
    public double LogRatio(double eastM, double northM) => Nearest(_logRatio, eastM, northM);

    /// <summary>ln(1 − g + g·LR) at the nearest step: of a record that is of a real field with chance g.</summary>
    public double LogMixed(double eastM, double northM) => Nearest(_logMixed, eastM, northM);

    private double Nearest(float[] values, double eastM, double northM) => IndexOf(eastM, northM) is >= 0 and var at ? values[at] : 0;

    private int IndexOf(double eastM, double northM)
    {
        int column = (int)Math.Floor((eastM / StepM) + Reach + 0.5), row = (int)Math.Floor((northM / StepM) + Reach + 0.5), side = (2 * Reach) + 1;
        return column >= 0 && row >= 0 && column < side && row < side ? (row * side) + column : -1;
    }

    public static DisplacementMap Make(RecordClaim record, GroundIndex ground, double stepM, double reachM, double genuine)
    {
        var reach = (int)Math.Ceiling(reachM / stepM);
        var side = (2 * reach) + 1;
        double x = record.XM, y = record.YM, extent = record.Bands.Max(band => Math.Abs(band.XM - x) + Math.Abs(band.YM - y) + band.HalfLengthM) + (4 * record.SigmaM);
        var halfM = (reach * stepM) + extent;
        var detection = ground.DetectionAround(x, y, halfM, SearchCellM);
        var searchedM2 = detection.Sum * SearchCellM * SearchCellM;
        var score = new float[side * side];
        var exposure = new float[side * side];
        var items = record.ItemCount > 0 ? record.ItemCount : ItemsIfUnstated;
        Expose(record, detection, items, stepM, reach, exposure);
        var finds = ground.FindsWithin(x, y, halfM, record.Category);
        var density = (finds.Sum(find => Math.Min(find.Count, MostPerFind)) + 1) / Math.Max(searchedM2, 1e5);
        var area = record.Bands.Sum(band => band.AreaM2);
        Stamp(record, finds, items / Math.Max(area, 100) / density, stepM, reach, score);
        for (var i = 0; i < score.Length; i++)
        {
            score[i] -= exposure[i];
        }

        var low = new bool[score.Length];
        var says = Calibrate(score, exposure, low);
        return new(stepM, reach, score, Array.ConvertAll(exposure, items => (float)(1 - ExpLog.Exp(-items / ExposureScale))), low, says, genuine);
    }

    // Mean chance of detection under the record, by points spread over its bands, on every second step.
    private static void Expose(RecordClaim record, DetectionRaster detection, double items, double stepM, int reach, float[] exposure)
    {
        List<(double X, double Y)> points = [];
        foreach (var band in record.Bands)
        {
            var along = Math.Clamp((int)(band.HalfLengthM / SearchCellM) + 1, 2, 24);
            for (var i = 0; i < along; i++)
            {
                var t = ((((2.0 * i) + 1) / along) - 1) * band.HalfLengthM;
                for (var s = -1; s <= 1; s++)
                {
                    points.Add((band.XM + (t * band.AlongX) - (s * 0.6 * band.HalfWidthM * band.AlongY), band.YM + (t * band.AlongY) + (s * 0.6 * band.HalfWidthM * band.AlongX)));
                }
            }
        }

        var side = (2 * reach) + 1;
        for (var row = 0; row < side; row++)
        {
            for (var column = 0; column < side; column++)
            {
                var at = (row * side) + column;
                if ((row & 1) == 1 && row > 0)
                {
                    exposure[at] = exposure[at - side];
                    continue;
                }

                if ((column & 1) == 1)
                {
                    exposure[at] = exposure[at - 1];
                    continue;
                }

                double u = (column - reach) * stepM, v = (row - reach) * stepM, sum = 0;
                foreach (var (px, py) in points)
                {
                    sum += detection.At(px + u, py + v);
                }

                exposure[at] = (float)(items * sum / points.Count);
            }
        }
    }

    private static void Stamp(RecordClaim record, List<RecordFind> finds, double rho, double stepM, int reach, float[] score)
    {
        var side = (2 * reach) + 1;
        foreach (var band in record.Bands)
        {
            double w = band.HalfWidthM + (3 * record.SigmaM), l = band.HalfLengthM + (3 * record.SigmaM);
            foreach (var find in finds)
            {
                // Displacements that bring the band to the find: u = find − middle − (along, across).
                double fx = find.XM - band.XM, fy = find.YM - band.YM, high = (l * Math.Abs(band.AlongY)) + (w * Math.Abs(band.AlongX));
                var firstRow = Math.Max(0, (int)Math.Ceiling(((fy - high) / stepM) + reach));
                var lastRow = Math.Min(side - 1, (int)Math.Floor(((fy + high) / stepM) + reach));
                var count = Math.Min(find.Count, MostPerFind);
                for (var row = firstRow; row <= lastRow; row++)
                {
                    var dy = fy - ((row - reach) * stepM);
                    var (from, to) = Interval(band, dy, l, w);
                    var firstColumn = Math.Max(0, (int)Math.Ceiling(((fx - to) / stepM) + reach));
                    var lastColumn = Math.Min(side - 1, (int)Math.Floor(((fx - from) / stepM) + reach));
                    for (var column = firstColumn; column <= lastColumn; column++)
                    {
                        var dx = fx - ((column - reach) * stepM);
                        var m = Bands.Membership(band, band.XM + dx, band.YM + dy, record.SigmaM);
                        score[(row * side) + column] += (float)(count * ExpLog.Log1P(rho * m));
                    }
                }
            }
        }
    }

    // x at height y for which |along| ≤ l and |across| ≤ w.
    private static (double From, double To) Interval(in RecordBand band, double dy, double l, double w)
    {
        double from = -(l + w), to = l + w;
        Cut(band.AlongX, dy * band.AlongY, l, ref from, ref to);
        Cut(-band.AlongY, dy * band.AlongX, w, ref from, ref to);
        return (from, to);
    }

    // |a·x + b| ≤ limit.
    private static void Cut(double a, double b, double limit, ref double from, ref double to)
    {
        if (Math.Abs(a) < 1e-12)
        {
            if (Math.Abs(b) > limit)
            {
                to = from - 1;
            }

            return;
        }

        double first = (-limit - b) / a, second = (limit - b) / a;
        from = Math.Max(from, Math.Min(first, second));
        to = Math.Min(to, Math.Max(first, second));
    }

    // Scores become ln LR in place.
    private static bool Calibrate(float[] score, float[] exposure, bool[] low)
    {
        List<float> placed = [];
        for (var i = 0; i < score.Length; i++)
        {
            if (exposure[i] > 0.5f)
            {
                placed.Add(score[i]);
            }
        }

        if (placed.Count < FewestPlacements)
        {
            Array.Clear(score);
            return false;
        }

        placed.Sort();
        var cut = (int)(TailFrom * placed.Count);
        double threshold = placed[cut], excess = 0;
        for (var i = cut; i < placed.Count; i++)
        {
            excess += placed[i] - threshold;
        }

        var scale = Math.Max(1.0, excess / (placed.Count - cut));
        for (var i = 0; i < score.Length; i++)
        {
            double s = score[i];
            low[i] = score[i] < placed[placed.Count / 2];
            double logP;
            if (s > threshold)
            {
                logP = ExpLog.Log(1 - TailFrom) - ((s - threshold) / scale);
            }
            else
            {
                logP = ExpLog.Log(Math.Max(1 - TailFrom, (placed.Count - FirstNotBelow(placed, score[i])) / (double)placed.Count));
            }

            var ratio = ExpLog.Exp(Math.Min(MostLog, ExpLog.Log(GenuineBeta) + ((GenuineBeta - 1) * logP)));
            var says = 1 - ExpLog.Exp(-exposure[i] / ExposureScale);
            score[i] = (float)ExpLog.Log(1 + (says * (ratio - 1)));
        }

        return true;
    }

    private static int FirstNotBelow(List<float> sorted, float value)
    {
        int low = 0, high = sorted.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = sorted[middle] < value ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
