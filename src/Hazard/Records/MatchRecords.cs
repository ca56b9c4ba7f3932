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
    private const double RowDetectionMost = 0.95;
    private const double DetectionCellM = 10;
    private const double RowOfGenuine = 0.9;

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
        RowLoop.Run(sheets, workers, new FitSheets(evidence, members, middles, off, maps, ground, options, fits, moved), cancellation: cancellation);
        var drawn = Array.ConvertAll(maps, map => ExpLog.Exp(map.LogRatio(0, 0)));
        for (var i = 0; i < records.Length; i++)
        {
            moved[i] = off[i] ? drawn[i] : moved[i];
        }

        var asDrawn = Believe(drawn, records);
        var asMoved = Believe(moved, records);
        var matches = new RecordMatch[records.Length];
        RowLoop.Run(records.Length, workers, new MatchRows(records, off, maps, ground, fits, drawn, moved, asDrawn, asMoved, matches), cancellation: cancellation);
        var units = records.Length == 0 ? 0 : records.Max(record => record.Unit) + 1;
        return new(
            matches,
            fits,
            [.. Enumerable.Range(0, sheets).Select(asMoved.Sheets.Trust)],
            [.. Enumerable.Range(0, units).Select(asMoved.Units.Trust)],
            asMoved.Sheets.Mean,
            asMoved.Sheets.Strength);
    }

    // Sheet and unit are two sources of one record: the unit adds what its records on other sheets say.
    private static (TrustModel Sheets, TrustModel Units, double[] Genuine) Believe(double[] ratios, RecordClaim[] records)
    {
        var bySheet = TrustModel.Learn(ratios, Array.ConvertAll(records, record => record.Sheet));
        var byUnit = TrustModel.Learn(ratios, Array.ConvertAll(records, record => record.Unit));
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

        return (bySheet, byUnit, genuine);
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
        SheetEvidence evidence, int[][] members, (double X, double Y)[] middles, bool[] off, DisplacementMap[] maps, GroundIndex ground, MatchOptions options, SheetFit?[] fits, double[] moved) : IRowOperation
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
            var ratios = fit.RatiosWithoutSelf();
            for (var k = 0; k < own.Count; k++)
            {
                moved[own[k]] = ratios[k];
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
        double[] drawn,
        double[] moved,
        (TrustModel Sheets, TrustModel Units, double[] Genuine) asDrawn,
        (TrustModel Sheets, TrustModel Units, double[] Genuine) asMoved,
        RecordMatch[] matches) : IRowOperation
    {
        public void Invoke(int row)
        {
            var record = records[row];
            var fit = off[row] ? null : fits[record.Sheet];
            matches[row] = new(record.Source, record.Sheet, off[row], maps[row].Says, drawn[row], moved[row], asDrawn.Genuine[row], asMoved.Genuine[row], Rows(record, fit, ground, asMoved.Genuine[row]));
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
