using Surefoot.Assessment.Hazard;
using Surefoot.Geodesy;
using Surefoot.Hazard.Formulas;
using Surefoot.Hazard.Records;
using Surefoot.Journal;
using Surefoot.Registry.Minefields;
using Surefoot.Registry.Payloads;
using Surefoot.Registry.Reading;

namespace Surefoot.Assessment.Minefields;

/// <summary>Takes records, searches and finds out of the registry, has them matched, and brings the answer back to records.</summary>
public static class MatchMinefields
{
    private const int Decimals = 7;
    private const double CorridorSigmas = 1.96;

    /// <returns>Null where there is no approved record with a shape.</returns>
    public static MinefieldMatch? Handle(JournalStore journal, RegistryReader reader, MatchOptions? options = null, int workers = 1, IProgress<string>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(journal);
        ArgumentNullException.ThrowIfNull(reader);
        options ??= new();
        var position = SnapshotEvidence.PositionOf(journal);
        progress?.Report("records");
        var taken = new Taken();
        var payloads = new PayloadReader(reader.Types.Get("minefield-record"));
        var values = new object?[reader.Types.Get("minefield-record").Fields.Count];
        foreach (var row in reader.List("minefield-record", RecordQuery.Now, cancellation))
        {
            var (_, operation, _) = payloads.Read(journal.Read(row.Sequence).First().Payload.Span, values);
            taken.Add(row, operation);
        }

        if (taken.Records.Count == 0)
        {
            return null;
        }

        progress?.Report("searches and finds");
        var evidence = new SheetEvidence([.. taken.Claims], [.. Searches(reader, cancellation)], [.. Finds(reader, taken, cancellation)], KnownSlips.At(taken.Middle()));
        progress?.Report("matching");
        var result = MatchRecords.Run(evidence, options, workers, null, cancellation);
        return new(
            MinefieldMatch.EngineVersion,
            position.Sequence,
            position.Head,
            options,
            result.MeanTrust,
            result.Strength,
            result.Selection,
            evidence.Finds.Length,
            evidence.Searched.Length,
            [.. result.Sheets.Select((fit, i) => fit is null ? null : Sheet(taken.Sheets[i], fit, result.SheetTrust[i])).OfType<MatchedSheet>()],
            [.. result.UnitTrust.Select((trust, i) => new MatchedUnit(taken.Units[i], trust.Records, Interval(trust)))],
            [.. result.Records.Select((match, i) => Record(taken, i, match, result.Sheets))]);
    }

    private static IEnumerable<SearchedGround> Searches(RegistryReader reader, CancellationToken cancellation)
    {
        foreach (var row in reader.List("search-coverage", RecordQuery.Now, cancellation))
        {
            if (row.ReadGeometry() is not { } shape || row["coverageShare"] is not (double share and > 0))
            {
                continue;
            }

            var found = 1 - SearchMiss.SamePart(Math.Min(1, share), (long)row["passes"]!, SearchMethods.All[SearchMethods.NumberOf((string)row["method"]!)].Pass);
            for (var i = 0; i < shape.NumGeometries; i++)
            {
                if (shape.GetGeometryN(i) is NetTopologySuite.Geometries.Polygon { IsEmpty: false } part)
                {
                    yield return new([PredictRows.Ring(part.Shell), .. part.Holes.Select(PredictRows.Ring)], found);
                }
            }
        }
    }

    private static IEnumerable<RecordFind> Finds(RegistryReader reader, Taken taken, CancellationToken cancellation)
    {
        foreach (var find in reader.ListFoundItemPoints(RecordQuery.Now, cancellation))
        {
            var at = EqualAreaPlane.Karabakh.Forward(new GeoPoint(find.LongitudeDeg, find.LatitudeDeg));
            yield return new(at.EastingM, at.NorthingM, taken.Category(find.Category), find.Count);
        }
    }

    private static TrustInterval Interval(SourceTrust trust) => new(trust.Mean, trust.Low, trust.High);

    private static MatchedSheet Sheet(string name, SheetFit fit, SourceTrust trust)
    {
        var degrees = double.RadiansToDegrees(1);
        double[] scale = [1, 1, degrees];
        var covariance = fit.Covariance.Select((value, i) => value * scale[i / 3] * scale[i % 3]).ToArray();
        return new(
            name, fit.Records, fit.Judged, fit.Matched, fit.Resolved, fit.Confidence, fit.Right, fit.Slip, Place(fit.Pose.MiddleXM, fit.Pose.MiddleYM),
            fit.Pose.EastM, fit.Pose.NorthM, fit.Pose.TurnDeg, Math.Sqrt(covariance[0]), Math.Sqrt(covariance[4]), Math.Sqrt(covariance[8]), covariance, Interval(trust));
    }

    private static MatchedRecord Record(Taken taken, int i, RecordMatch match, SheetFit?[] fits)
    {
        var (id, rows, unit) = taken.Records[i];
        var claim = taken.Claims[i];
        var (x, y) = match.OffSheet || fits[match.Sheet] is not { Resolved: true } fit ? (claim.XM, claim.YM) : fit.Pose.Apply(claim.XM, claim.YM);
        return new(
            id, taken.Sheets[match.Sheet], unit, match.OffSheet, match.Judged, match.Searched, match.RatioAsDrawn, match.RatioMoved, match.TrustAsDrawn, match.Trust, x - claim.XM, y - claim.YM,
            [.. match.Rows.Select((row, k) => Row(rows.Names[k], row))]);
    }

    private static MatchedRow Row(string name, RowMatch row)
    {
        var band = row.Band;
        double l = band.HalfLengthM + (CorridorSigmas * row.SigmaAlongM), w = row.HalfWidth95M;
        return new(
            name,
            [At(-band.HalfLengthM, 0), At(band.HalfLengthM, 0)],
            [At(-l, -w), At(l, -w), At(l, w), At(-l, w), At(-l, -w)],
            row.HalfWidth95M, row.SigmaAcrossM, row.Detection, row.Finds, row.State switch { RowState.Met => "met", RowState.Doubted => "doubted", _ => "unknown" }, row.Chance);

        double[] At(double t, double s) => Place(band.XM + (t * band.AlongX) - (s * band.AlongY), band.YM + (t * band.AlongY) + (s * band.AlongX));
    }

    private static double[] Place(double x, double y)
    {
        var at = EqualAreaPlane.Karabakh.Inverse(new PlanePoint(x, y));
        return [Math.Round(at.LongitudeDeg, Decimals), Math.Round(at.LatitudeDeg, Decimals)];
    }

    // Numbers for names, in the order in which the journal learnt them.
    private sealed class Taken
    {
        private readonly List<string> _categories = [];

        public List<string> Sheets { get; } = [];

        public List<string> Units { get; } = [];

        public List<RecordClaim> Claims { get; } = [];

        public List<(string Id, PredictedRows Rows, string? Unit)> Records { get; } = [];

        public void Add(RecordRow row, int? operation)
        {
            var record = row.As<MinefieldRecord>();
            if (PredictRows.Handle(record, row.ReadGeometry(), operation) is not { } rows)
            {
                return;
            }

            var category = record.Category ?? (record.Items?.Select(items => items.Category).Distinct().ToList() is [var only] ? only : null);
            var items = record.ItemCount ?? record.Items?.Sum(one => one.Count ?? 0) ?? 0;
            Claims.Add(new(Claims.Count, Number(Sheets, record.Sheet), record.AuthorUnit is { } unit ? Number(Units, unit) : -1, rows.Bands, rows.SigmaM, items, category is null ? -1 : Category(category)));
            Records.Add((row.Id, rows, record.AuthorUnit));
        }

        public int Category(string code) => Number(_categories, code);

        public GeoPoint Middle() => EqualAreaPlane.Karabakh.Inverse(new PlanePoint(Claims.Average(claim => claim.XM), Claims.Average(claim => claim.YM)));

        private static int Number(List<string> names, string name)
        {
            var at = names.IndexOf(name);
            if (at < 0)
            {
                at = names.Count;
                names.Add(name);
            }

            return at;
        }
    }
}
