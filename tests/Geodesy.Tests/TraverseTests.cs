using System.Globalization;
using CsCheck;
using Surefoot.Geodesy.Bearings;
using Surefoot.Geodesy.Traverses;

namespace Surefoot.Geodesy.Tests;

public sealed class TraverseTests
{
    private static readonly TraverseDefaults Stated = new(NorthReference.True, "compass", new(2026, 5, 1), LengthUnit.Metre, AngleUnit.Degree);

    private static readonly GeoPoint Start = new(46.75, 39.82);

    // A square of 100 m whose last leg is short by the stated length.
    private static string Square(double shortM) => string.Create(CultureInfo.InvariantCulture, $"leg,bearing,distance\n1,0,100\n2,90,100\n3,180,100\n4,270,{100 - shortM}\n");

    private static JudgedTraverse Judge(string table, TraverseStart? start = null, TraverseDefaults? defaults = null)
    {
        var (legs, findings) = TraverseTable.Read(table, defaults ?? Stated);
        findings.ShouldBeEmpty();
        return JudgeTraverse.Run(legs, start ?? new());
    }

    // Length of the loop is 400 - s, the misclosure s: the bounds 1:300 and 1:100 lie at 400/301 and 400/101.
    [Theory]
    [InlineData(0, TraverseVerdict.Accept)]
    [InlineData(400 / 301.0, TraverseVerdict.Accept)]
    [InlineData((400 / 301.0) + 0.0001, TraverseVerdict.Flag)]
    [InlineData(400 / 101.0, TraverseVerdict.Flag)]
    [InlineData((400 / 101.0) + 0.0001, TraverseVerdict.Reject)]
    public void Verdict_changes_at_the_bounds_of_the_ratio(double shortM, TraverseVerdict expected)
    {
        var judged = Judge(Square(shortM));
        judged.Verdict.ShouldBe(expected);
        judged.Closed!.MisclosureM.ShouldBe(shortM, 1e-9);
        judged.Points.All(p => p.Point.Adjusted).ShouldBe(expected != TraverseVerdict.Reject);
    }

    [Theory]
    [InlineData(5, TraverseVerdict.Accept)]
    [InlineData(5.001, TraverseVerdict.Reject)]
    public void More_than_five_metres_are_refused_at_any_ratio(double shortM, TraverseVerdict expected) =>
        Judge(string.Create(CultureInfo.InvariantCulture, $"leg,bearing,distance\n1,0,1000\n2,90,1000\n3,180,1000\n4,270,{1000 - shortM}")).Verdict.ShouldBe(expected);

    [Fact]
    public void Adjustment_closes_the_loop_by_the_lengths_and_keeps_the_raw_legs()
    {
        var judged = Judge(Square(1), new(Start));
        var last = judged.Points[^1];
        last.Point.EastM.ShouldBe(0, 1e-9);
        last.Point.NorthM.ShouldBe(0, 1e-9);
        last.Point.RawEastM.ShouldBe(1, 1e-9);
        Reference.ApartM(last.Place!.Value, Start).ShouldBeLessThan(1e-6);
        // A quarter of the length takes a quarter of the misclosure, nearly: the last leg is a metre shorter.
        judged.Points[0].Point.EastM.ShouldBe(-100 / 399.0, 1e-9);
        judged.Points[0].Point.RawEastM.ShouldBe(0, 1e-9);
    }

    [Fact]
    public void Leg_entered_twice_is_named()
    {
        var judged = Judge("leg,bearing,distance\nA-B,10,120\nB-C,95,140\nB-C again,95,140\nC-D,200,131.5\nD-A,281,160.6");
        judged.Verdict.ShouldBe(TraverseVerdict.Reject);
        judged.Suspect!.Leg.ShouldStartWith("B-C");
        judged.Suspect.Reversed.ShouldBeFalse();
        judged.Findings.ShouldContain(f => f.Rule == "traverse.suspect");
    }

    [Fact]
    public void Reversed_and_doubled_legs_are_found_in_random_polygons()
    {
        var tried = 0;
        var found = 0;
        Gen.Select(Gen.Double[40, 200].Array[5, 9], Gen.Double[0, 6.28], Gen.Int[0, 8], Gen.Bool).Sample((radii, turn, which, reverse) =>
        {
            var corners = radii.Select((r, i) => (E: r * Math.Cos(turn + (i * Math.Tau / radii.Length)), N: r * Math.Sin(turn + (i * Math.Tau / radii.Length)))).ToList();
            var bad = which % radii.Length;
            var legs = new List<TraverseLeg>();
            for (var i = 0; i < corners.Count; i++)
            {
                var (a, b) = (corners[i], corners[(i + 1) % corners.Count]);
                var bearing = CircleDivision.Normal(double.RadiansToDegrees(Math.Atan2(b.E - a.E, b.N - a.N)));
                var length = Math.Sqrt(Math.Pow(b.E - a.E, 2) + Math.Pow(b.N - a.N, 2));
                TraverseLeg Leg(double add) => new(legs.Count + 1, $"leg {i}", CircleDivision.Normal(bearing + add), AngleUnit.Degree, NorthReference.True, length, LengthUnit.Metre, "compass", new(2026, 5, 1));
                legs.Add(Leg(i == bad && reverse ? 180 : 0));
                if (i == bad && !reverse)
                {
                    legs.Add(Leg(0));
                }
            }

            var judged = JudgeTraverse.Run(legs, new());
            tried++;
            found += judged.Suspect is { } s && s.MisclosureM < 1e-6 && s.Leg == $"leg {bad}" && s.Reversed == reverse ? 1 : 0;
            return judged.Verdict == TraverseVerdict.Reject;
        }, iter: 500, threads: 1);
        found.ShouldBe(tried);
    }

    [Fact]
    public void Units_and_circles_give_the_same_loop()
    {
        var metres = Judge("leg,bearing_deg,distance_m\n1,0,30.48\n2,120,30.48\n3,240,30.48", null, new(NorthReference.True, "compass", new(2026, 5, 1)));
        var feet = Judge("leg,bearing_mil6000,distance_ft\n1,0,100\n2,20-00,100\n3,4000,100", null, new(NorthReference.True, "compass", new(2026, 5, 1), LengthUnit.Metre, AngleUnit.Degree));
        var grads = Judge("leg;bearing_grad;distance_m\n1;0;30,48\n2;133,333333333;30,48\n3;266,666666667;30,48", null, new(NorthReference.True, "compass", new(2026, 5, 1)));
        foreach (var other in (JudgedTraverse[])[feet, grads])
        {
            other.Verdict.ShouldBe(TraverseVerdict.Accept);
            other.Points[1].Point.EastM.ShouldBe(metres.Points[1].Point.EastM, 1e-6);
            other.Points[1].Point.NorthM.ShouldBe(metres.Points[1].Point.NorthM, 1e-6);
        }
    }

    [Theory]
    [InlineData("leg,bearing,distance\n1,0,1\n", "traverse.angle-unit-missing")]
    [InlineData("leg,bearing_deg,distance\n1,0,1\n", "traverse.length-unit-missing")]
    [InlineData("leg,bearing_deg,distance_m\n1,0,1\n", "traverse.north-missing")]
    [InlineData("leg,bearing_deg,distance_m,north\n1,0,1,true\n", "traverse.instrument-missing")]
    [InlineData("leg,bearing_deg,distance_m,north,instrument\n1,0,1,true,compass\n", "traverse.date-missing")]
    [InlineData("leg,bearing_deg,distance_m,north,instrument,date\n1,0,1,south,compass,2026-05-01\n", "traverse.north")]
    [InlineData("leg,bearing_deg,distance_m,north,instrument,date\n1,0,1,true,compass,01.05.2026\n", "traverse.date")]
    [InlineData("leg,bearing_deg,distance_m,north,instrument,date\n1,360.1,1,true,compass,2026-05-01\n", "traverse.bearing")]
    [InlineData("leg,bearing_deg,distance_m,north,instrument,date\n1,10,0,true,compass,2026-05-01\n", "traverse.distance")]
    [InlineData("leg,bearing_mil,distance_m\n1,10,1\n", "traverse.unit-unknown")]
    [InlineData("leg,bearing_deg,bearing,distance_m\n1,10,10,1\n", "traverse.column-twice")]
    [InlineData("bearing_deg,distance_m\n10,1\n", "traverse.column-missing")]
    [InlineData("", "traverse.empty")]
    public void What_is_compulsory_and_missing_is_a_reject(string table, string rule)
    {
        var findings = TraverseTable.Read(table, new()).Findings;
        findings.ShouldContain(f => f.Rule == rule && f.Rejects);
    }

    [Fact]
    public void Column_goes_before_the_option()
    {
        var leg = TraverseTable.Read("leg,bearing_mil6400,distance_ft,north\n1,1600,100,grid\n2,1600,100,", Stated).Legs;
        (leg[0].AngleUnit, leg[0].LengthUnit, leg[0].North).ShouldBe((AngleUnit.Mil6400, LengthUnit.Foot, NorthReference.Grid));
        leg[1].North.ShouldBe(NorthReference.True);
    }

    [Fact]
    public void Legs_that_lead_to_the_loop_are_not_adjusted()
    {
        var judged = Judge("leg,bearing,distance\nRP-BM,45,60\nBM-SP,10,40\nSP-TP1,0,100\nTP1-TP2,120,100\nTP2-SP,240,100.2", new(Start));
        judged.Verdict.ShouldBe(TraverseVerdict.Accept);
        judged.Closed!.FirstOfLoop.ShouldBe(2);
        judged.Closed.LengthM.ShouldBe(300.2, 1e-9);
        judged.Points.Select(p => p.Point.Adjusted).ShouldBe([false, false, true, true, true]);
        judged.Points.Select(p => p.Point.Name).ShouldBe(["BM", "SP", "TP1", "TP2", "SP"]);
        judged.Points[4].Point.EastM.ShouldBe(judged.Points[1].Point.EastM, 1e-9);
    }

    [Fact]
    public void Traverse_that_does_not_return_is_refused() =>
        Judge("leg,bearing,distance\nSP-TP1,0,100\nTP1-TP2,120,100\nTP2-TP3,240,100").Findings.ShouldContain(f => f.Rule == "traverse.open");

    [Fact]
    public void Magnetic_legs_are_turned_by_the_declination_of_their_day()
    {
        var judged = Judge(Square(0), new(Start), Stated with { North = NorthReference.Magnetic });
        judged.Verdict.ShouldBe(TraverseVerdict.Accept);
        judged.Corrections[0]!.AddDeg.ShouldBeInRange(6.2, 6.9);
        Geodesic.Inverse(Start, judged.Points[0].Place!.Value).AzimuthDeg.ShouldBe(judged.Corrections[0]!.AddDeg, 1e-6);
        // An old survey: the shape closes, but the model does not reach back.
        var old = Judge(Square(0), new(Start), Stated with { North = NorthReference.Magnetic, On = new(1993, 5, 1) });
        old.Verdict.ShouldBe(TraverseVerdict.Flag);
        old.Points.ShouldAllBe(p => p.Place == null);
        Judge(Square(0), new(Start, null, 5.5), Stated with { North = NorthReference.Magnetic, On = new(1993, 5, 1) }).Points[0].Place.ShouldNotBeNull();
    }

    [Fact]
    public void Unknown_north_gives_a_shape_and_no_place()
    {
        var judged = Judge(Square(0), new(Start), Stated with { North = NorthReference.Unknown });
        judged.Verdict.ShouldBe(TraverseVerdict.Flag);
        judged.Points.ShouldAllBe(p => p.Place == null);
    }

    [Fact]
    public void Mixed_norths_without_a_start_are_refused() =>
        JudgeTraverse.Run(TraverseTable.Read("leg,bearing,distance,north\n1,0,100,true\n2,120,100,magnetic\n3,240,100,true", Stated).Legs, new())
            .Findings.ShouldHaveSingleItem().Rule.ShouldBe("traverse.north-mixed");
}
