using NetTopologySuite.Geometries;
using Surefoot.Registry.Accounting;
using Surefoot.Server.Content;

namespace Surefoot.Server.Tests;

/// <summary>A small invented country with figures a test can check by hand: the published years, a balanced account, shapes on a grid.</summary>
internal static class StubCountry
{
    private static readonly GeometryFactory Wgs84 = new(new PrecisionModel(), 4326);

    public static ServerContent Make(bool withPlan = false, int hazards = 40) => new()
    {
        Version = "stub-1",
        Title = "Karabakh sample country",
        Synthetic = true,
        Land = Land(),
        Features = [.. Features(hazards)],
        Hazard = withPlan ? Hazard() : null,
        Plan = withPlan ? Plan() : null,
        Records = Records(hazards),
    };

    private static LandView Land()
    {
        string[] names = ["Ağdam", "Cəbrayıl", "Füzuli", "Kəlbəcər", "Laçın", "Qubadlı", "Şuşa", "Tərtər", "Xankəndi", "Xocalı", "Xocavənd", "Zəngilan"];
        string[] codes = ["AZ-AGM", "AZ-CAB", "AZ-FUZ", "AZ-KAL", "AZ-LAC", "AZ-QBI", "AZ-SUS", "AZ-TAR", "AZ-XA", "AZ-XCI", "AZ-XVD", "AZ-ZAN"];
        var districts = names.Select((name, i) =>
        {
            var share = (i + 1) / 78.0;
            return new LandRow(codes[i], name, Part(10_187.12e6 * share, share, 0.75), Part(1_479.88e6 * share, share, 0.25));
        }).ToList();
        var nation = new LandRow("nation", "All", Sum(districts.Select(d => d.Suspected)), Sum(districts.Select(d => d.Confirmed)));
        return new(new DateOnly(2025, 3, 31), Balanced: true, OverlapM2: 612.4e6m, nation, districts,
        [
            Year(2021, 20_770, 18_777, 9_583, 24_026),
            Year(2022, 43_915, 8_780, 4_133, 14_950),
            Year(2023, 53_081, 3_495, 5_034, 23_049),
            Year(2024, 62_023.9, 4_286, 2_372, 59_163),
            new YearRow(2025, new(2025, 1, 1), new(2025, 3, 31), Complete: false, 12_441.6, 1_248, 498, 13_200),
        ]);
    }

    private static YearRow Year(int year, double hectares, long ap, long at, long uxo) =>
        new(year, new(year, 1, 1), new(year, 12, 31), Complete: true, hectares, ap, at, uxo);

    private static LandFigures Part(double recorded, double share, double ofReleased)
    {
        var (cancelled, reduced, cleared) = (940e6 * share * ofReleased, 310e6 * share * ofReleased, 1_922.315e6 * share * ofReleased);
        return new(0, (decimal)recorded, 0, (decimal)cancelled, (decimal)reduced, (decimal)cleared, (decimal)(4.2e6 * share * ofReleased), 0, (decimal)(recorded - cancelled - reduced - cleared));
    }

    private static LandFigures Sum(IEnumerable<LandFigures> rows) => rows.Aggregate((a, b) => a + b);

    private static IEnumerable<MapFeature> Features(int hazards)
    {
        var side = (int)Math.Ceiling(Math.Sqrt(hazards));
        var step = 1.7 / side;
        for (var i = 0; i < hazards; i++)
        {
            var (x, y) = (46.0 + (i % side * step), 39.05 + (i / side * step * 0.75));
            var confirmed = i % 6 == 0;
            var day = new DateOnly(2020, 11, 10).AddDays(i * 900 / hazards);
            var outline = Blob(x, y, step * 0.52, i);
            yield return MapFeature.Hazard($"SYN-HA-{i:00000}", outline, confirmed, i % 3 == 0 ? HazardState.PartlyReleased : HazardState.Open, day, "AZ-FUZ", 2.3e6, 1.1e6);
            if (i % 3 == 0)
            {
                var kind = (ReleaseKind)(i / 3 % 3);
                yield return MapFeature.Released($"SYN-RA-{i:00000}", Blob(x + (step * 0.05), y + (step * 0.05), step * 0.26, i + 7), kind, day.AddDays(400), kind == ReleaseKind.Cleared ? "manual" : "technical-survey", "AZ-FUZ", 1.2e6, $"SYN-HA-{i:00000}");
            }
        }

        yield return MapFeature.Settlement("SYN-ST-1", Wgs84.CreatePoint(new Coordinate(46.92736, 39.99096)), "Ağdam", 1_200, 9_000, 2026);
        yield return MapFeature.Settlement("SYN-ST-2", Wgs84.CreatePoint(new Coordinate(47.1453, 39.6009)), "Füzuli", 4_100, 16_000, 2025);
        yield return MapFeature.Accident("SYN-AC-1", Wgs84.CreatePoint(new Coordinate(47.0, 39.7)), new(2023, 5, 4), "at-mine", 1, 2, "travel");
        yield return MapFeature.Minefield("SYN-MR-1", Blob(47.05, 39.75, 0.02, 3), "SYN-J-38-021-A", "ap-mine", new(1994, 3, 1));
    }

    // An uneven star of 24 corners: something a simplifier has work with.
    private static Polygon Blob(double x, double y, double radius, int seed)
    {
        var ring = new Coordinate[25];
        for (var k = 0; k < 24; k++)
        {
            var reach = radius * (0.78 + (0.22 * Math.Sin((k * 2.1) + seed)));
            ring[k] = new(x + (reach * Math.Cos(k * Math.PI / 12)), y + (reach * 0.77 * Math.Sin(k * Math.PI / 12)));
        }

        ring[24] = ring[0].Copy();
        return Wgs84.CreatePolygon(ring);
    }

    /// <summary>100 m cells over part of the sample; a hill of probability in the middle, no value in the outermost ring.</summary>
    private static HazardView Hazard()
    {
        const int Columns = 1200;
        const int Rows = 1200;
        var values = new float[Columns * Rows];
        for (var row = 0; row < Rows; row++)
        {
            for (var column = 0; column < Columns; column++)
            {
                var edge = row == 0 || column == 0 || row == Rows - 1 || column == Columns - 1;
                var (dx, dy) = ((column - 600) / 400.0, (row - 600) / 400.0);
                values[(row * Columns) + column] = edge ? float.NaN : (float)(0.7 * Math.Exp(-(dx * dx) - (dy * dy)) * (0.55 + (0.45 * Math.Sin(column / 23.0) * Math.Cos(row / 17.0))));
            }
        }

        var raster = new ProbabilityRaster(values, Columns, Rows, 590_000, 4_440_000, 100);
        return new("SYN-RUN-1", raster, (lon, lat, _) => ValueTask.FromResult<HazardReasons?>(lon < 45 ? null : new(0.137, 0.42, 0.11, 0.93,
        [
            new("Minefield records", 1.84, [new("minefield-record", "SYN-MR-1"), new("minefield-record", "SYN-MR-2")]),
            new("Testimony", 0.62, [new("testimony", "SYN-TE-00017")]),
            new("Accidents", 0.31, [new("accident", "SYN-AC-1")]),
            new("Searched ground", -1.27, [new("search-coverage", "SYN-SC-00003")]),
            new("Terrain", -0.35, []),
        ])));
    }

    private static PlanView Plan()
    {
        Quarter[] quarters = [.. Enumerable.Range(0, 12).Select(i => new Quarter(2025 + ((i + 1) / 4), ((i + 1) % 4) + 1))];
        string[] names = ["Ağdam", "Cəbrayıl", "Füzuli", "Kəlbəcər", "Laçın", "Zəngilan"];
        return new("SYN-PLAN-1",
        [
            new(1, "SYN-CO-1", "Füzuli to Hadrut", 41.2, 3.2e6, ["SYN-HA-00001", "SYN-HA-00002"], (47.1, 39.55)),
            new(2, "SYN-CO-2", "Ağdam to Xındırıstan", 18.6, 1.1e6, ["SYN-HA-00003"], (46.95, 40.0)),
        ],
        quarters,
        [.. names.Select((name, d) => new DistrictPlan("AZ-X", name, 40 + d, [.. quarters.Select((q, i) => q.Number == 1 && d is 3 or 4 ? 0.0 : 300 + (180 * Math.Sin(d + i)))]))],
        [new(2025, "48,000 ha cleared", 48_000, 0.83), new(2026, "62,000 ha cleared", 62_000, 0.41), new(2027, "70,000 ha cleared", 70_000, 0.004)]);
    }

    private static RecordSource Records(int hazards) => new(
        [new("hazard-area", "Hazard areas", hazards), new("cleared-area", "Cleared areas", hazards / 3), new("found-item", "Found items", 0)],
        (filter, _) => ValueTask.FromResult(new RecordPage(hazards, ["District", "Kind", "Recorded"],
            [.. Enumerable.Range(filter.Skip, Math.Max(0, Math.Min(filter.Take, hazards - filter.Skip))).Select(i => new ListedRecord($"SYN-HA-{i:00000}", ["Füzuli", i % 6 == 0 ? "confirmed" : "suspected", "2021-03-04"]))])),
        (type, id, _) => ValueTask.FromResult(type == "hazard-area" && id == "SYN-HA-00001"
            ? new RecordDetail(type, id, [new("Kind", "suspected"), new("Name", null)], [new(17, 1, new(2021, 3, 4), new(2025, 3, 31, 12, 0, 0, TimeSpan.Zero), "importer", "SYN", "approved", "import of the sample")], (46.3, 39.1))
            : null));
}
