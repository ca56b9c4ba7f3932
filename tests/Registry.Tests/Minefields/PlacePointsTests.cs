using Surefoot.Geodesy;
using Surefoot.Registry.Minefields;

namespace Surefoot.Registry.Tests.Minefields;

public sealed class PlacePointsTests
{
    [Fact]
    public void Points_written_on_another_datum_are_brought_over_by_the_stated_operation()
    {
        var placed = PlacePoints.Handle(SampleRecord.Full);
        var direct = ConvertCoordinates.Run(28408, 15865, 4326, [(8500000, 4390000)]).Points[0];
        var point = placed.Find("RP1")!;
        point.Wgs84.ShouldBe(new GeoPoint(direct.X, direct.Y));

        // Half a millimetre on a sheet of 1:50,000, and the operation's own 4.5 m.
        point.SigmaM.ShouldBe(Math.Sqrt((25 * 25) + (4.5 * 4.5)), 0.1);
    }

    [Fact]
    public void Legs_lead_from_a_reference_point_to_the_turning_points_and_their_error_grows()
    {
        var placed = PlacePoints.Handle(SampleRecord.Full);
        placed.Findings.ShouldBeEmpty();
        var (rp, tp2) = (placed.Find("RP1")!, placed.Find("tp2")!);
        var between = (EqualAreaPlane.Karabakh.Forward(tp2.Wgs84), EqualAreaPlane.Karabakh.Forward(rp.Wgs84));
        Math.Sqrt(Math.Pow(between.Item1.EastingM - between.Item2.EastingM, 2) + Math.Pow(between.Item1.NorthingM - between.Item2.NorthingM, 2)).ShouldBe(Math.Sqrt((300 * 300) + (100 * 100)), 0.1);
        (tp2.ByLegs, tp2.SigmaM > rp.SigmaM).ShouldBe((true, true));
        placed.Traverse!.Closed!.MisclosureM.ShouldBe(0, 1e-6);
    }

    [Fact]
    public void Legs_without_unit_or_north_place_nothing_and_say_so()
    {
        var placed = PlacePoints.Handle(SampleRecord.Full with { North = null, AngleUnit = null });
        placed.Find("TP1").ShouldBeNull();
        placed.Findings.ShouldHaveSingleItem().ShouldContain("angle unit, north");
    }

    [Fact]
    public void A_compass_of_1993_needs_the_declination_of_the_sheet()
    {
        // The magnetic model at hand begins in 2025.
        var record = SampleRecord.Full with { North = "magnetic" };
        PlacePoints.Handle(record).Find("TP1").ShouldBeNull();
        PlacePoints.Handle(record with { DeclinationDeg = 5.2 }).Find("TP1").ShouldNotBeNull();
    }

    [Fact]
    public void A_leg_from_nowhere_is_named()
    {
        var placed = PlacePoints.Handle(SampleRecord.Full with { Points = [] });
        placed.Points.ShouldBeEmpty();
        placed.Findings[0].ShouldContain("RP1 is not placed");
    }
}
