using System.Globalization;
using Surefoot.Geodesy.Gates;

namespace Surefoot.Geodesy.Tests;

/// <summary>A thousand records per class, drawn around the settlements of the country, then spoiled in one known way.</summary>
public sealed class GateTests(ITestOutputHelper output)
{
    private const int Records = 1000;

    private static readonly SampledCountry Land = SampledCountry.Load();

    [Fact]
    public void Known_slips_are_stopped_or_flagged_and_true_records_pass()
    {
        output.WriteLine("class                          records  stopped  flagged  missed  fix right");
        var random = new Random(20261124);
        Hold("swapped axes", random, SwapAxes);
        Hold("missing zone prefix", random, DropPrefix);
        Hold("wrong zone", random, WrongZone);
        Hold("latitude and longitude swapped", random, (s, _) => Degrees(s.Truth.LatitudeDeg, s.Truth.LongitudeDeg, 6));
        // Whole minutes leave out up to 2.4 km, which no fix can give back.
        Hold("degrees-minutes as decimals", random, Minutes, rightM: 2400);
        Hold("wrong datum, known point", random, WrongDatum, known: true);
        Hold("outside the stated district", random, (s, _) => Degrees(s.Truth.LongitudeDeg, s.Truth.LatitudeDeg, 6), otherDistrict: true);

        int stopped = 0, flagged = 0;
        const int good = 5 * Records;
        for (var i = 0; i < good; i++)
        {
            var sample = Land.Draw(random);
            var entered = True(sample, random);
            var verdict = PositionGate.Judge(entered, Land.Area(sample.District));
            var atPoint = KnownPointGate.Judge(entered, new("BM", SampledCountry.Noise(sample.Truth, random, 3)));
            stopped += verdict.State == GateState.Stop || atPoint.State == GateState.Stop ? 1 : 0;
            flagged += verdict.State == GateState.Flag ? 1 : 0;
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"true records",-30} {good,7} {stopped,8} {flagged,8}"));
        ((double)stopped / good).ShouldBeLessThan(0.005);
        ((double)flagged / good).ShouldBeLessThan(0.10);
    }

    private void Hold(string name, Random random, Func<SampledPlace, Random, EnteredPosition?> spoil, bool known = false, bool otherDistrict = false, double rightM = 40)
    {
        int stopped = 0, flagged = 0, right = 0;
        for (var i = 0; i < Records;)
        {
            var sample = Land.Draw(random);
            if (spoil(sample, random) is not { } entered)
            {
                continue;
            }

            i++;
            var verdict = known
                ? KnownPointGate.Judge(entered, new("BM", SampledCountry.Noise(sample.Truth, random, 3)))
                : PositionGate.Judge(entered, Land.Area(otherDistrict ? Land.Other(sample, random) : sample.District));
            stopped += verdict.State == GateState.Stop ? 1 : 0;
            flagged += verdict.State == GateState.Flag ? 1 : 0;
            right += verdict.Fixes.Any(f => Reference.ApartM(f.Wgs84, sample.Truth) < rightM) ? 1 : 0;
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-30} {Records,7} {stopped,8} {flagged,8} {Records - stopped - flagged,7}  {(otherDistrict ? "-" : right.ToString(CultureInfo.InvariantCulture)),9}"));
        (stopped + flagged).ShouldBeGreaterThanOrEqualTo((int)(0.999 * Records), name);
        if (!otherDistrict)
        {
            right.ShouldBeGreaterThan((int)(0.9 * Records), name);
        }
    }

    [Fact]
    public void Decimal_minutes_are_seen_in_a_batch_and_not_in_a_true_one()
    {
        var random = new Random(7);
        for (var batch = 0; batch < 200; batch++)
        {
            var samples = Enumerable.Range(0, 40).Select(_ => Land.Draw(random)).ToList();
            MinutesInBatch.Suspected(samples.Select(s => Degrees(s.Truth.LongitudeDeg, s.Truth.LatitudeDeg, 6))).ShouldBeFalse();
            MinutesInBatch.Suspected(samples.Select(s => Degrees(AsDecimalMinutes(s.Truth.LongitudeDeg), AsDecimalMinutes(s.Truth.LatitudeDeg), 5))).ShouldBeTrue();
        }
    }

    [Fact]
    public void What_was_entered_is_kept_and_the_fix_says_its_system()
    {
        var area = new GateArea("Aghdam", p => Reference.ApartM(p, new(46.9988, 39.6999)) < 20_000 ? 0 : 1e6);
        var entered = new EnteredPosition("671542", "4398210", 671542, 4398210, 28408, 15865);
        var verdict = PositionGate.Judge(entered, area);
        (verdict.State, verdict.Rule).ShouldBe((GateState.Stop, "position.zone-prefix"));
        (verdict.Fixes[0].X, verdict.Fixes[0].Y, verdict.Fixes[0].Crs, verdict.Fixes[0].Operation).ShouldBe((8671542, 4398210, 28408, 15865));
        (entered.X, entered.XText).ShouldBe((671542, "671542"));
        PositionGate.Judge(entered with { Operation = null }, area).Rule.ShouldBe("crs.operation-missing");
    }

    [Theory]
    [InlineData("47.1", "39.7", GateState.Flag, "position.resolution")]
    [InlineData("47.123", "39.768", GateState.Pass, null)]
    [InlineData("47.09", "39.36", GateState.Flag, "position.minutes")]
    public void Digits_as_written_are_looked_at(string x, string y, GateState state, string? rule)
    {
        var verdict = PositionGate.Judge(new(x, y, Reference.Number(x), Reference.Number(y)), new("everywhere", _ => 0));
        (verdict.State, verdict.Rule).ShouldBe((state, rule));
    }

    [Theory]
    [InlineData(1999, GateState.Flag)]
    [InlineData(2001, GateState.Stop)]
    public void Nearness_has_a_bound(double distanceM, GateState state) =>
        PositionGate.Judge(new("47.123456", "39.768912", 47.123456, 39.768912), new("there", _ => distanceM)).State.ShouldBe(state);

    private static EnteredPosition Degrees(double x, double y, int decimals, int crs = 4326, int? operation = null)
    {
        var (xText, yText) = (x.ToString("F" + decimals, CultureInfo.InvariantCulture), y.ToString("F" + decimals, CultureInfo.InvariantCulture));
        return new(xText, yText, Reference.Number(xText), Reference.Number(yText), crs, operation);
    }

    private static EnteredPosition Grid(GeoPoint truth, int crs, int operation)
    {
        var datum = CoordinateSystem.Find(crs)!.Datum == Datum.Sk42 ? operation : (int?)null;
        var point = CoordinatePath.Find(4326, datum, crs).Path!.Convert(truth.LongitudeDeg, truth.LatitudeDeg);
        return Degrees(point.EastingM, point.NorthingM, 0, crs, datum);
    }

    private static int Zone(GeoPoint p, double first, double width, int count) => Math.Clamp((int)Math.Floor((p.LongitudeDeg - first) / width), 0, count - 1);

    private static int GridFor(GeoPoint truth, Random random) => random.Next(5) switch
    {
        0 => 32637 + Zone(truth, 36, 6, 3),
        1 => 28407 + Zone(truth, 36, 6, 3),
        2 => 2530 + Zone(truth, 40.5, 3, 4),
        3 => 2497 + Zone(truth, 36, 6, 3),
        _ => 2936 + Zone(truth, 43.0333, 3, 3),
    };

    private static int Operation(Random random) => random.Next(2) == 0 ? 15865 : 1808;

    private static EnteredPosition True(SampledPlace sample, Random random) => random.Next(2) == 0
        ? Degrees(sample.Truth.LongitudeDeg, sample.Truth.LatitudeDeg, random.Next(4, 8))
        : Grid(sample.Truth, GridFor(sample.Truth, random), Operation(random));

    private static EnteredPosition SwapAxes(SampledPlace sample, Random random)
    {
        var right = Grid(sample.Truth, GridFor(sample.Truth, random), Operation(random));
        return right with { XText = right.YText, YText = right.XText, X = right.Y, Y = right.X };
    }

    private static EnteredPosition DropPrefix(SampledPlace sample, Random random)
    {
        var crs = random.Next(2) == 0 ? 28407 + Zone(sample.Truth, 36, 6, 3) : 2530 + Zone(sample.Truth, 40.5, 3, 4);
        var right = Grid(sample.Truth, crs, Operation(random));
        var cut = right.X % 1_000_000;
        return right with { X = cut, XText = cut.ToString(CultureInfo.InvariantCulture) };
    }

    // The neighbouring zone is stated, or its number is written before the easting.
    private static EnteredPosition? WrongZone(SampledPlace sample, Random random)
    {
        var crs = GridFor(sample.Truth, random);
        var right = Grid(sample.Truth, crs, Operation(random));
        var other = crs + (random.Next(2) == 0 ? 1 : -1);
        if (CoordinateSystem.Find(other) is null)
        {
            return null;
        }

        if (crs is >= 28407 and <= 28409 && random.Next(2) == 0)
        {
            var x = right.X + ((other - crs) * 1_000_000);
            return right with { X = x, XText = x.ToString(CultureInfo.InvariantCulture) };
        }

        return right with { Crs = other };
    }

    private static EnteredPosition Minutes(SampledPlace sample, Random random)
    {
        var seconds = random.Next(2) == 0;
        string Text(double degrees)
        {
            var whole = Math.Floor(degrees);
            var left = (degrees - whole) * 60;
            var minutes = Math.Floor(left);
            return seconds
                ? string.Create(CultureInfo.InvariantCulture, $"{whole}.{minutes:00}{Math.Floor((left - minutes) * 60):00}")
                : string.Create(CultureInfo.InvariantCulture, $"{whole}.{minutes:00}");
        }

        var (x, y) = (Text(sample.Truth.LongitudeDeg), Text(sample.Truth.LatitudeDeg));
        return new(x, y, Reference.Number(x), Reference.Number(y));
    }

    private static EnteredPosition WrongDatum(SampledPlace sample, Random random)
    {
        var sk42 = DatumOperation.Find(Operation(random))!.FromWgs84(sample.Truth);
        if (random.Next(2) == 0)
        {
            return Degrees(sk42.LongitudeDeg, sk42.LatitudeDeg, 6);
        }

        var utm = 32637 + Zone(sample.Truth, 36, 6, 3);
        var grid = CoordinateSystem.Find(utm)!.FromGeographic(sk42);
        return Degrees(grid.EastingM, grid.NorthingM, 0, utm);
    }

    private static double AsDecimalMinutes(double degrees)
    {
        var whole = Math.Floor(degrees);
        return whole + ((degrees - whole) * 0.6);
    }
}
