using Surefoot.Hazard.Formulas;
using Surefoot.Numerics;

namespace Surefoot.Hazard.Records;

/// <summary>Matches minefield records with what was searched and found: where each sheet should lie, what each record, sheet and unit is worth, which rows are met.</summary>
/// <remarks>Finds are never turned into single places of items; what comes out are corridors and chances. The same bits for any number of workers.</remarks>
public static class MatchRecords
{
    /// <summary>A record farther than this from the middle of its sheet cannot have been drawn on it: half the diagonal of a sheet of 1:50,000, and some.</summary>
    public const double OffSheetM = 16_000;

    private const double CorridorSigmas = 1.96;
    private const double LeastDetection = 0.3;
    private const double RowDetectionMost = DisplacementMap.BestSearch;
    private const double DetectionCellM = 10;
    private const double RowOfGenuine = 0.9;

    // Fewer searched, or unsearched, records than this say nothing of how searches were chosen; and no choice is trusted beyond this.
    private const double LeastSearched = 3;
    private const double MostSelection = 4;

    public static MatchResult Run(SheetEvidence evidence, MatchOptions? options = null, int workers = 1, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        options ??= new();
        var ground = new GroundIndex(evidence);
        var records = evidence.Records;
        var sheets = records.Length == 0 ? 0 : records.Max(record => record.Sheet) + 1;
        var members = Enumerable.Range(0, sheets).Select(s => Enumerable.Range(0, records.Length).Where(i => records[i].Sheet == s).ToArray()).ToArray();
        var middles = Array.ConvertAll(members, own => (X: Median(own, i => records[i].XM), Y: Median(own, i => records[i].YM)));
        var off = new bool[records.Length];
        for (var i = 0; i < records.Length; i++)
        {
            off[i] = DistanceM(records[i], middles[records[i].Sheet]) > OffSheetM;
        }

        var maps = new DisplacementMap[records.Length];
        RowLoop.Run(records.Length, workers, new MakeMaps(records, middles, off, ground, options, maps), progress, cancellation);
        var fits = new SheetFit?[sheets];
        var moved = Enumerable.Repeat(1.0, records.Length).ToArray();
        var bare = Enumerable.Repeat(1.0, records.Length).ToArray();
        RowLoop.Run(sheets, workers, new FitSheets(evidence, members, middles, off, maps, ground, options, fits, moved, bare), cancellation: cancellation);
        var drawn = Array.ConvertAll(maps, map => ExpLog.Exp(map.LogRatio(0, 0)));
        var bareDrawn = Array.ConvertAll(maps, map => map.BareRatio(0, 0));
        for (var i = 0; i < records.Length; i++)
        {
            (moved[i], bare[i]) = off[i] ? (drawn[i], bareDrawn[i]) : (moved[i], bare[i]);
        }

        var around = Array.ConvertAll(maps, map => map.SearchedAround);
        var searchedDrawn = Array.ConvertAll(maps, map => map.Searched(0, 0));
        double[] searched = [.. records.Select((record, i) => off[i] || fits[record.Sheet] is not { Resolved: true } fit ? searchedDrawn[i] : SearchedAt(maps[i], record, fit))];
        var asDrawn = Believe(drawn, bareDrawn, records, searchedDrawn, around);
        var asMoved = Believe(moved, bare, records, searched, around);
        var matches = new RecordMatch[records.Length];
        RowLoop.Run(records.Length, workers, new MatchRows(records, off, maps, ground, fits, searched, drawn, moved, asDrawn.Genuine, asMoved.Genuine, matches), cancellation: cancellation);
        var units = records.Length == 0 ? 0 : records.Max(record => record.Unit) + 1;
        return new(
            matches,
            fits,
            [.. Enumerable.Range(0, sheets).Select(s => Unsearched(asMoved.Sheets.Trust(s), asMoved.Selection, searched, i => records[i].Sheet == s))],
            [.. Enumerable.Range(0, units).Select(u => Unsearched(asMoved.Units.Trust(u), asMoved.Selection, searched, i => records[i].Unit == u))],
            Shifted(asMoved.Sheets.Mean, asMoved.Selection.Odds),
            asMoved.Sheets.Strength,
            asMoved.Selection);
    }

    private static double SearchedAt(DisplacementMap map, RecordClaim record, SheetFit fit)
    {
        var (x, y) = fit.Pose.Apply(record.XM, record.YM);
        return map.Searched(x - record.XM, y - record.YM);
    }

    // Of a source whose records were partly not searched; its interval moves with its mean.
    private static SourceTrust Unsearched(SourceTrust trust, SearchSelection selection, double[] searched, Predicate<int> own)
    {
        double sum = 0;
        var count = 0;
        for (var i = 0; i < searched.Length; i++)
        {
            (sum, count) = own(i) ? (sum + searched[i], count + 1) : (sum, count);
        }

        var odds = Mixed(count == 0 ? 0 : sum / count, selection);
        return trust with { Mean = Shifted(trust.Mean, odds), Low = Shifted(trust.Low, odds), High = Shifted(trust.High, odds) };
    }

    private static double Mixed(double searched, SearchSelection selection) => searched + ((1 - searched) * selection.Odds);

    private static double Shifted(double chance, double odds) => chance * odds / (1 - chance + (chance * odds));

    // Who is right was learned where somebody searched. If records of real fields are searched oftener than unrelated placements, those left over are oftener wrong:
    // 1 − g = s(1 − g_s)/s_0, with s searched of all, s_0 of displaced placements, g_s the trust of the searched; what is left of g is that of the others.
    private static SearchSelection Select(double[] genuine, double[] searched, double[] around)
    {
        double weight = 0, trusted = 0, places = 0;
        for (var i = 0; i < genuine.Length; i++)
        {
            (weight, trusted, places) = (weight + searched[i], trusted + (searched[i] * genuine[i]), places + around[i]);
        }

        if (weight < LeastSearched || places < LeastSearched || genuine.Length - weight < LeastSearched)
        {
            return SearchSelection.None;
        }

        double s = weight / genuine.Length, s0 = places / genuine.Length, ofSearched = Math.Clamp(trusted / weight, 0.01, 0.99);
        var ofAll = 1 - Math.Clamp(s * (1 - ofSearched) / s0, 0.01, 0.99);
        var ofOthers = Math.Clamp((ofAll - (ofSearched * s)) / (1 - s), 0.01, 0.99);
        var odds = Math.Clamp(ofOthers / (1 - ofOthers) * (1 - ofSearched) / ofSearched, 1 / MostSelection, MostSelection);
        return new(s, s0, ofSearched, Shifted(ofSearched, odds), odds);
    }

    // Sheet and unit are two sources of one record: the unit adds what its records on other sheets say.
    private static (TrustModel Sheets, TrustModel Units, double[] Genuine, SearchSelection Selection) Believe(double[] ratios, double[] bare, RecordClaim[] records, double[] searched, double[] around)
    {
        var bySheet = TrustModel.Learn(ratios, Array.ConvertAll(records, record => record.Sheet), bare);
        var byUnit = TrustModel.Learn(ratios, Array.ConvertAll(records, record => record.Unit), bare);
        Dictionary<(int Unit, int Sheet), double> shifts = [];
        var genuine = new double[records.Length];
        for (var i = 0; i < records.Length; i++)
        {
            var key = (records[i].Unit, records[i].Sheet);
            if (!shifts.TryGetValue(key, out var shift))
            {
                shift = key.Unit < 0 ? 0 : ExpLog.Logit(byUnit.Without(key.Unit, k => records[k].Sheet == key.Sheet)) - ExpLog.Logit(byUnit.Mean);
                shifts.Add(key, shift);
            }

            genuine[i] = ExpLog.Logistic(ExpLog.Logit(Math.Clamp(bySheet.Genuine(i), 1e-9, 1 - 1e-9)) + shift);
        }

        var selection = Select(genuine, searched, around);
        for (var i = 0; i < genuine.Length; i++)
        {
            genuine[i] = Shifted(genuine[i], Mixed(searched[i], selection));
        }

        return (bySheet, byUnit, genuine, selection);
    }

    private static double Median(int[] own, Func<int, double> of)
    {
        var sorted = own.Select(of).Order().ToArray();
        return sorted.Length == 0 ? 0 : (sorted[sorted.Length / 2] + sorted[(sorted.Length - 1) / 2]) / 2;
    }

    private static double DistanceM(RecordClaim record, (double X, double Y) middle) =>
        Math.Sqrt(((record.XM - middle.X) * (record.XM - middle.X)) + ((record.YM - middle.Y) * (record.YM - middle.Y)));

    private readonly struct MakeMaps(RecordClaim[] records, (double X, double Y)[] middles, bool[] off, GroundIndex ground, MatchOptions options, DisplacementMap[] maps) : IRowOperation
    {
        public void Invoke(int row)
        {
            var distance = off[row] ? 0 : DistanceM(records[row], middles[records[row].Sheet]);
            var reach = options.MaximumShiftM + (distance * Math.Sin(double.DegreesToRadians(options.MaximumTurnDeg))) + 200;
            maps[row] = DisplacementMap.Make(records[row], ground, options.StepM, reach, options.Genuine);
        }
    }

    private readonly struct FitSheets(
        SheetEvidence evidence, int[][] members, (double X, double Y)[] middles, bool[] off, DisplacementMap[] maps, GroundIndex ground, MatchOptions options, SheetFit?[] fits, double[] moved, double[] bare) : IRowOperation
    {
        public void Invoke(int row)
        {
            var (own, without) = (new List<int>(), off);
            own.AddRange(members[row].Where(i => !without[i]));
            if (own.Count == 0)
            {
                return;
            }

            RecordClaim[] records = [.. own.Select(At)];
            var fit = FitSheet.Run(records, [.. own.Select(MapAt)], options, evidence.Slips, middles[row].X, middles[row].Y);
            fits[row] = fit.Fit(row, ground);
            var (ratios, facts) = fit.RatiosWithoutSelf();
            for (var k = 0; k < own.Count; k++)
            {
                (moved[own[k]], bare[own[k]]) = (ratios[k], facts[k]);
            }
        }

        private RecordClaim At(int i) => evidence.Records[i];

        private DisplacementMap MapAt(int i) => maps[i];
    }

    private readonly struct MatchRows(
        RecordClaim[] records,
        bool[] off,
        DisplacementMap[] maps,
        GroundIndex ground,
        SheetFit?[] fits,
        double[] searched,
        double[] drawn,
        double[] moved,
        double[] trustAsDrawn,
        double[] trust,
        RecordMatch[] matches) : IRowOperation
    {
        public void Invoke(int row)
        {
            var record = records[row];
            var fit = off[row] ? null : fits[record.Sheet];
            matches[row] = new(record.Source, record.Sheet, off[row], maps[row].Says, searched[row], drawn[row], moved[row], trustAsDrawn[row], trust[row], Rows(record, fit, ground, trust[row]));
        }
    }

    private static RowMatch[] Rows(RecordClaim record, SheetFit? fit, GroundIndex ground, double trust)
    {
        var rows = new RowMatch[record.Bands.Length];
        for (var k = 0; k < rows.Length; k++)
        {
            var (band, place) = fit is null ? (record.Bands[k], new double[4]) : Placed(record.Bands[k], fit);
            var own = record.SigmaM * record.SigmaM;
            var across = Math.Sqrt(own + Quadratic(place, -band.AlongY, band.AlongX));
            var along = Math.Sqrt(own + Quadratic(place, band.AlongX, band.AlongY));
            rows[k] = new(band, across, along, band.HalfWidthM + (CorridorSigmas * across), 0, 0, RowState.Unknown, trust);
        }

        double x = rows.Average(row => row.Band.XM), y = rows.Average(row => row.Band.YM);
        var extent = rows.Max(row => row.Band.HalfLengthM + row.HalfWidth95M + Math.Abs(row.Band.XM - x) + Math.Abs(row.Band.YM - y)) + (2 * DetectionCellM);
        var detection = ground.DetectionAround(x, y, extent, DetectionCellM);
        foreach (var find in ground.FindsWithin(x, y, extent, record.Category))
        {
            var nearest = Nearest(rows, find);
            if (nearest >= 0)
            {
                rows[nearest] = rows[nearest] with { Finds = rows[nearest].Finds + find.Count };
            }
        }

        var items = (record.ItemCount > 0 ? record.ItemCount : 20) / (double)rows.Length;
        for (var k = 0; k < rows.Length; k++)
        {
            rows[k] = Judge(rows[k] with { Detection = DetectionIn(detection, rows[k]) }, items, trust);
        }

        return rows;
    }

    // A sheet whose place is open moves nothing: the row stays where it is drawn, and its corridor is as wide as what is open.
    private static (RecordBand Band, double[] Covariance) Placed(in RecordBand band, SheetFit fit)
    {
        var covariance = fit.PlaceCovariance(band.XM, band.YM);
        var moved = Bands.Move(band, fit.Pose);
        if (fit.Resolved)
        {
            return (moved, covariance);
        }

        double dx = moved.XM - band.XM, dy = moved.YM - band.YM;
        return (band, [covariance[0] + (dx * dx), covariance[1] + (dx * dy), covariance[2] + (dx * dy), covariance[3] + (dy * dy)]);
    }

    // A fruitless search doubts a row by H3; items of one row are missed together, so three at most speak for themselves.
    // A row of a true record may still not run where it was drawn, and no row is certain.
    private static RowMatch Judge(RowMatch row, double items, double trust)
    {
        trust *= RowOfGenuine;
        if (row.Finds > 0)
        {
            var odds = Math.Min(20, 1 + (row.Finds * 4 / Math.Max(1, items * Math.Max(0.1, row.Detection))));
            return row with { State = RowState.Met, Chance = Math.Min(0.99, trust * odds / (1 - trust + (trust * odds))) };
        }

        var found = Math.Min(RowDetectionMost, 1 - ExpLog.Pow(1 - row.Detection, Math.Clamp(items, 1, 3)));
        return row with { State = row.Detection >= LeastDetection ? RowState.Doubted : RowState.Unknown, Chance = Claims.AfterNoFind(trust, found) };
    }

    private static int Nearest(RowMatch[] rows, in RecordFind find)
    {
        var best = -1;
        var least = double.MaxValue;
        for (var k = 0; k < rows.Length; k++)
        {
            ref readonly var row = ref rows[k];
            double dx = find.XM - row.Band.XM, dy = find.YM - row.Band.YM;
            var along = Math.Abs((dx * row.Band.AlongX) + (dy * row.Band.AlongY));
            var across = Math.Abs((dy * row.Band.AlongX) - (dx * row.Band.AlongY));
            if (across <= row.HalfWidth95M && along <= row.Band.HalfLengthM + (CorridorSigmas * row.SigmaAlongM) && across < least)
            {
                (best, least) = (k, across);
            }
        }

        return best;
    }

    private static double DetectionIn(DetectionRaster raster, in RowMatch row)
    {
        var along = Math.Max(2, (int)(2 * row.Band.HalfLengthM / DetectionCellM));
        var across = Math.Max(2, (int)(2 * row.HalfWidth95M / DetectionCellM));
        var sum = 0.0;
        for (var i = 0; i < along; i++)
        {
            var t = ((((2.0 * i) + 1) / along) - 1) * row.Band.HalfLengthM;
            for (var j = 0; j < across; j++)
            {
                var s = ((((2.0 * j) + 1) / across) - 1) * row.HalfWidth95M;
                sum += raster.At(row.Band.XM + (t * row.Band.AlongX) - (s * row.Band.AlongY), row.Band.YM + (t * row.Band.AlongY) + (s * row.Band.AlongX));
            }
        }

        return sum / (along * across);
    }

    private static double Quadratic(double[] m, double x, double y) => (m[0] * x * x) + ((m[1] + m[2]) * x * y) + (m[3] * y * y);
}
