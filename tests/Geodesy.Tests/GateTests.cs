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
        Hold("swapped axes", random, MutatedPositions.SwapAxes);
        Hold("missing zone prefix", random, MutatedPositions.DropPrefix);
        Hold("wrong zone", random, MutatedPositions.WrongZone);
        Hold("latitude and longitude swapped", random, (s, _) => MutatedPositions.Degrees(s.Truth.LatitudeDeg, s.Truth.LongitudeDeg, 6));
        // Whole minutes leave out up to 2.4 km, which no fix can give back.
        Hold("degrees-minutes as decimals", random, MutatedPositions.Minutes, rightM: 2400);
        Hold("wrong datum, known point", random, MutatedPositions.WrongDatum, known: true);
        Hold("outside the stated district", random, (s, _) => MutatedPositions.Degrees(s.Truth.LongitudeDeg, s.Truth.LatitudeDeg, 6), otherDistrict: true);

        int stopped = 0, flagged = 0;
        const int good = 5 * Records;
        for (var i = 0; i < good; i++)
        {
            var sample = Land.Draw(random);
            var entered = MutatedPositions.True(sample, random);
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
            var asTrue = new MinutesInBatch();
            var asMinutes = new MinutesInBatch();
            foreach (var sample in samples)
            {
                asTrue.Add(sample.Truth.LongitudeDeg, sample.Truth.LatitudeDeg);
                asMinutes.Add(AsDecimalMinutes(sample.Truth.LongitudeDeg), AsDecimalMinutes(sample.Truth.LatitudeDeg));
            }

            asTrue.Suspected.ShouldBeFalse();
            asMinutes.Suspected.ShouldBeTrue();
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

    private static double AsDecimalMinutes(double degrees)
    {
        var whole = Math.Floor(degrees);
        return whole + ((degrees - whole) * 0.6);
    }
}
