using Surefoot.Hazard.Evidence;
using Surefoot.Journal;
using Surefoot.Numerics;
using Surefoot.Registry.Conflicts;
using Surefoot.Registry.Reading;

namespace Surefoot.Assessment.Hazard;

/// <summary>Takes the approved evidence out of the registry and the reference geography into the engine's arrays.</summary>
public static class SnapshotEvidence
{
    public const string DistrictsFile = "districts.geojson";

    private static readonly string NodesFile = Path.Combine("roads", "nodes.csv.gz");
    private static readonly string EdgesFile = Path.Combine("roads", "edges.csv.gz");

    /// <summary>Files of the reference geography that the map depends on.</summary>
    public static IReadOnlyList<string> GeographyFiles { get; } = [DistrictsFile, NodesFile, EdgesFile];

    /// <summary>Record types that are evidence.</summary>
    public static IReadOnlyList<string> EvidenceTypes { get; } =
    [
        "hazard-area", "minefield-record", "testimony", "military-position", "accident", "settlement", "search-coverage", "cancelled-area", "found-item",
    ];

    /// <param name="geographyFolder">Districts and roads.</param>
    /// <returns>Null with a refusal if there is no land to map.</returns>
    public static (HazardSnapshot? Snapshot, SnapshotRefusal? Refusal) Handle(
        JournalStore journal, RegistryReader reader, string geographyFolder, SnapshotSettings settings, int workers = 1, IProgress<string>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(journal);
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(settings);
        var position = PositionOf(journal);
        var taken = new Taking(reader, new RecordQuery(settings.AsOf, settings.KnownAt), workers, progress, cancellation);
        var (areas, districts) = taken.HazardAreas();
        if (HazardLand.Of(Path.Combine(geographyFolder, DistrictsFile), districts, settings.CellM) is not { } land)
        {
            return (null, new("hazard.no-land", "No approved hazard area lies in a district whose outline is known.", "Import and approve hazard areas first."));
        }

        var evidence = new HazardEvidence
        {
            Grid = land.Grid,
            Mask = land.Mask,
            HazardAreas = areas,
            MinefieldRecords = taken.MinefieldRecords(),
            Testimonies = taken.Testimonies(),
            MilitaryPositions = taken.Places("military-position", _ => PositionErrors.GridSquareSigmaM),
            Accidents = taken.Places("accident", row => PositionErrors.OfStatedAccuracy(row["positionAccuracyM"] as double?)),
            Settlements = taken.Places("settlement", _ => PositionErrors.SettlementSigmaM),
            Searches = taken.Searches(),
            Cancelled = taken.Cancelled(),
            Finds = taken.Finds(),
            Roads = RoadLines.Read(Path.Combine(geographyFolder, NodesFile), Path.Combine(geographyFolder, EdgesFile), workers),
            Methods = [.. SearchMethods.All.Select(m => m.Pass)],
        };
        return (new(evidence, taken.Sources, position, settings, EvidenceDigest.Of(evidence)), null);
    }

    public static JournalPosition PositionOf(JournalStore journal)
    {
        ArgumentNullException.ThrowIfNull(journal);
        return journal.Read(Math.Max(1, journal.LastSequence)).LastOrDefault() is { } last
            ? new(last.Sequence, Convert.ToHexStringLower(last.Hash.Span), last.RecordedAt)
            : new(0, "", DateTimeOffset.MinValue);
    }

    // One pass per type; rows in journal order, shapes brought into the plane by all workers.
    private sealed class Taking(RegistryReader reader, RecordQuery query, int workers, IProgress<string>? progress, CancellationToken cancellation)
    {
        private readonly DisputedLand _disputed = DisputedLand.Read(reader, query);

        public EvidenceSources Sources { get; } = new();

        public (HazardAreaClaim[] Areas, HashSet<string> Districts) HazardAreas()
        {
            HashSet<string> districts = new(StringComparer.Ordinal);
            var rows = Rows("hazard-area");
            foreach (var row in rows)
            {
                if (row.Row["district"] is string district)
                {
                    districts.Add(district);
                }
            }

            return (Shapes(rows, (row, source, rings) => new HazardAreaClaim(source, rings, row["kind"] is "confirmed")), districts);
        }

        public MinefieldRecordClaim[] MinefieldRecords() => Shapes(Rows("minefield-record"), (row, source, rings) =>
            new MinefieldRecordClaim(source, rings, (string)row["sheet"]!, PositionErrors.OfSheet(Integer(row, "scale")), Integer(row, "itemCount") ?? 0));

        public CancelledClaim[] Cancelled() => Shapes(Rows("cancelled-area"), (_, source, rings) => new CancelledClaim(source, rings));

        public SearchClaim[] Searches()
        {
            Dictionary<string, int> releases = new(StringComparer.Ordinal);
            // Ground that really nobody searched says nothing.
            var rows = Rows("search-coverage").FindAll(r => r.Row["coverageShare"] is > 0.0);
            var release = rows.ToDictionary(r => r.Source, r => Number(releases, r.Row["releasedArea"] as string ?? r.Row.Id));
            return Shapes(rows, (row, source, rings) =>
            {
                var method = SearchMethods.NumberOf((string)row["method"]!);
                return new SearchClaim(
                    source, rings, release[source], method, Integer(row, "passes")!.Value, Math.Min(1, (double)row["coverageShare"]!),
                    SearchMethods.All[method].TeachesCells, ((DateOnly)row["to"]!).DayNumber);
            });
        }

        public TestimonyClaim[] Testimonies() =>
        [
            .. Rows("testimony").Select(r =>
            {
                var (x, y) = HazardPlane.Place(r.Row.Wkb!);
                return new TestimonyClaim(
                    r.Source, x, y, (double)r.Row["radiusM"]!, TestimonyReliability.Of(r.Row["sourceReliability"] as string, r.Row["informationReliability"] as string), r.Row["claim"] is "used-safely");
            }),
        ];

        public PlaceClaim[] Places(string type, Func<RecordRow, double> sigmaM) =>
        [
            .. Rows(type).Select(r =>
            {
                var (x, y) = HazardPlane.Place(r.Row.Wkb!);
                return new PlaceClaim(r.Source, x, y, sigmaM(r.Row));
            }),
        ];

        public FindClaim[] Finds()
        {
            progress?.Report("found-item");
            List<FoundItemPoint> points = [.. reader.ListFoundItemPoints(query, cancellation)];
            var first = points.Count == 0 ? 0 : Sources.AddFind(points[0].Sequence);
            foreach (var point in points.Skip(1))
            {
                Sources.AddFind(point.Sequence);
            }

            var finds = new FindClaim[points.Count];
            RowLoop.Run(finds.Length, workers, new MakeFind(points, first, finds), cancellation: cancellation);
            return finds;
        }

        // Unsure means dangerous, here as in the account: every standing version of a disputed hazard is evidence, none of a disputed release is.
        private List<(RecordRow Row, int Source)> Rows(string type)
        {
            progress?.Report(type);
            var rows = reader.List(type, query, cancellation).Where(row => row.Wkb is not null && !(IsRelease(type) && _disputed.Holds(row)));
            return [.. rows.Concat(type == "hazard-area" ? _disputed.FurtherHazards : []).Select(row => (row, Sources.Add(type, row.Id, row.Sequence)))];
        }

        private static bool IsRelease(string type) => type is "cancelled-area" or "reduced-area" or "cleared-area";

        // A multipolygon is several claims of one source.
        private TClaim[] Shapes<TClaim>(List<(RecordRow Row, int Source)> rows, Func<RecordRow, int, double[][], TClaim> claim)
        {
            var claims = new TClaim[rows.Count][];
            RowLoop.Run(rows.Count, workers, new MakeShape<TClaim>(rows, claim, claims), cancellation: cancellation);
            return [.. claims.SelectMany(c => c)];
        }

        private static int Number(Dictionary<string, int> numbers, string name)
        {
            if (!numbers.TryGetValue(name, out var number))
            {
                numbers.Add(name, number = numbers.Count);
            }

            return number;
        }

        private static int? Integer(RecordRow row, string field) => row[field] is long value ? checked((int)value) : null;
    }

    private readonly struct MakeShape<TClaim>(List<(RecordRow Row, int Source)> rows, Func<RecordRow, int, double[][], TClaim> claim, TClaim[][] claims) : IRowOperation
    {
        public void Invoke(int row)
        {
            var (record, source) = rows[row];
            claims[row] = Array.ConvertAll(HazardPlane.Polygons(record.Wkb!), MakeOf(claim, record, source));
        }
    }

    private static Converter<double[][], TClaim> MakeOf<TClaim>(Func<RecordRow, int, double[][], TClaim> claim, RecordRow record, int source) => rings => claim(record, source, rings);

    private readonly struct MakeFind(List<FoundItemPoint> points, int first, FindClaim[] finds) : IRowOperation
    {
        public void Invoke(int row)
        {
            var (x, y) = HazardPlane.Place(points[row].LongitudeDeg, points[row].LatitudeDeg);
            finds[row] = new(first + row, x, y, points[row].Count);
        }
    }
}
