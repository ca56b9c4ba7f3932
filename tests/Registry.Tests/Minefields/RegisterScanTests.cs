using System.Globalization;
using Surefoot.Geodesy;
using Surefoot.Registry.Minefields;

namespace Surefoot.Registry.Tests.Minefields;

public sealed class RegisterScanTests
{
    private static readonly PlanePoint Corner = EqualAreaPlane.Karabakh.Forward(new GeoPoint(47, 39.7));

    [Fact]
    public void Two_points_turn_and_scale_a_scan_without_any_residual()
    {
        var (scan, reason) = RegisterScan.Handle(Record((0, 0), (1000, 500)));
        reason.ShouldBeNull();
        scan!.Kind.ShouldBe("similarity");
        scan.RootMeanSquareM.ShouldBe(double.NaN);
        var place = EqualAreaPlane.Karabakh.Forward(scan.Place(200, 300));
        place.EastingM.ShouldBe(Truth(200, 300).EastingM, 0.01);
        place.NorthingM.ShouldBe(Truth(200, 300).NorthingM, 0.01);
    }

    [Fact]
    public void A_point_that_was_misread_shows_in_the_residuals()
    {
        var good = Record((0, 0), (1000, 0), (1000, 800), (0, 800), (500, 400));
        RegisterScan.Handle(good).Scan!.RootMeanSquareM.ShouldBeLessThan(0.01);
        var (scan, _) = RegisterScan.Handle(good with { ScanPoints = [.. good.ScanPoints!.Take(4), good.ScanPoints![4] with { Column = 520 }] });
        scan!.Kind.ShouldBe("affine");

        // Twenty pixels of two metres; four corners hold the fit, the middle one keeps most of it.
        scan.Residuals.MaxBy(one => one.LengthM)!.Name.ShouldBe("4");
        scan.RootMeanSquareM.ShouldBeGreaterThan(20);
    }

    [Fact]
    public void One_point_or_points_on_one_place_register_nothing()
    {
        RegisterScan.Handle(Record((0, 0))).Reason!.ShouldContain("two are the fewest");
        RegisterScan.Handle(Record((5, 5), (5, 5))).Scan.ShouldBeNull();
        RegisterScan.Handle(Record((0, 0), (10, 10), (20, 20), (30, 30))).Scan.ShouldBeNull();
    }

    // Two metres a pixel, turned by 10°.
    private static PlanePoint Truth(double column, double row)
    {
        var (sin, cos) = Math.SinCos(double.DegreesToRadians(10));
        double x = 2 * column, y = -2 * row;
        return new(Corner.EastingM + (x * cos) - (y * sin), Corner.NorthingM + (x * sin) + (y * cos));
    }

    private static MinefieldRecord Record(params (double Column, double Row)[] pixels) => new()
    {
        Sheet = "S",
        Scale = 50_000,
        ScanPoints = [.. pixels.Select((pixel, i) =>
        {
            var place = EqualAreaPlane.Karabakh.Inverse(Truth(pixel.Column, pixel.Row));
            return new ScanPoint { Name = i.ToString(CultureInfo.InvariantCulture), Column = pixel.Column, Row = pixel.Row, AsWritten = string.Create(CultureInfo.InvariantCulture, $"{place.LongitudeDeg:0.#########}, {place.LatitudeDeg:0.#########}") };
        })],
    };
}
