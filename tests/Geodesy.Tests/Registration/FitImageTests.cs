using Surefoot.Geodesy.Registration;

namespace Surefoot.Geodesy.Tests.Registration;

public sealed class FitImageTests
{
    [Fact]
    public void A_similarity_is_found_again_from_two_points()
    {
        var (fit, reason) = FitImage.Run(Turned(2, 10, (0, 0), (1000, 500)));
        reason.ShouldBeNull();
        fit!.Kind.ShouldBe(ImageFitKind.Similarity);
        fit.PixelM.ShouldBe(2, 1e-9);
        fit.IsMirrored.ShouldBeFalse();
        Away(fit.Place(200, 300), At(2, 10, 200, 300)).ShouldBeLessThan(1e-6);
        double.IsNaN(fit.RootMeanSquareM).ShouldBeTrue();
        fit.Warnings.ShouldContain(warning => warning.Contains("No point is left over"));
    }

    [Fact]
    public void An_affine_with_shear_is_found_again_and_its_inverse_brings_every_pixel_back()
    {
        ControlPoint[] points = [.. new (double C, double R)[] { (0, 0), (900, 20), (880, 700), (15, 690), (400, 350) }.Select((p, i) => new ControlPoint($"P{i}", p.C, p.R, Sheared(p.C, p.R)))];
        var (fit, _) = FitImage.Run(points);
        fit!.Kind.ShouldBe(ImageFitKind.Affine);
        fit.RootMeanSquareM.ShouldBe(0, 1e-6);
        fit.Warnings.ShouldBeEmpty();
        Away(fit.Place(123, 456), Sheared(123, 456)).ShouldBeLessThan(1e-6);
        var (column, row) = fit.Pixel(fit.Place(123, 456));
        (column, row).ShouldSatisfyAllConditions(_ => column.ShouldBe(123, 1e-6), _ => row.ShouldBe(456, 1e-6));
    }

    [Fact]
    public void Residuals_of_a_square_with_one_corner_off_are_those_worked_out_by_hand()
    {
        // Affine through a square takes up all but the twist: a corner off by 8 m leaves ±2 m at each corner; one degree of freedom an axis.
        ControlPoint[] points =
        [
            new("A", 0, 0, new(0, 0)), new("B", 100, 0, new(100, 0)), new("C", 100, 100, new(100, -100)), new("D", 0, 100, new(8, -100)),
        ];
        var (fit, _) = FitImage.Run(points);
        fit!.Residuals.Select(one => Math.Round(one.EastM, 9)).ShouldBe([2, -2, 2, -2]);
        fit.Residuals.ShouldAllBe(one => Math.Abs(one.NorthM) < 1e-9);
        // √(Σ v² · 2 / (8 − 6)) = √(16).
        fit.RootMeanSquareM.ShouldBe(4, 1e-9);
        fit.Residuals[3].WithoutSelfM!.Value.ShouldBe(8, 1e-9);
    }

    [Fact]
    public void A_point_that_the_others_contradict_is_named()
    {
        var points = Turned(2, 10, (0, 0), (1000, 0), (1000, 800), (0, 800), (500, 400), (200, 600));
        points[4] = points[4] with { Column = 560 };
        FitImage.Run(points).Fit!.Warnings.ShouldContain(warning => warning.StartsWith("P4 lies ", StringComparison.Ordinal));
    }

    [Fact]
    public void Points_on_one_line_in_one_corner_or_mixed_up_are_warned_of()
    {
        Warnings(Turned(1, 0, (0, 0), (500, 4), (1000, 0))).ShouldContain(warning => warning.Contains("one line"));
        Warnings(Turned(1, 0, (0, 0), (100, 0), (100, 90), (0, 90))).ShouldContain(warning => warning.Contains("one corner"));
        ControlPoint[] mirrored = [new("A", 0, 0, new(0, 0)), new("B", 100, 0, new(100, 0)), new("C", 100, 100, new(100, 100)), new("D", 0, 100, new(0, 100))];
        Warnings(mirrored).ShouldContain(warning => warning.Contains("mirror"));
    }

    [Fact]
    public void Too_few_points_or_points_that_coincide_fit_nothing()
    {
        FitImage.Run([]).Reason!.ShouldContain("no control points");
        FitImage.Run(Turned(1, 0, (5, 5))).Reason!.ShouldContain("two are the fewest");
        FitImage.Run(Turned(1, 0, (5, 5), (5, 5))).Reason!.ShouldContain("on one another");
        FitImage.Run(Turned(1, 0, (0, 0), (10, 10)), ImageFitKind.Affine).Reason!.ShouldContain("three are the fewest");
        FitImage.Run(Turned(1, 0, (0, 0), (10, 10), (20, 20), (30, 30))).Reason!.ShouldContain("one line");
    }

    private static IReadOnlyList<string> Warnings(ControlPoint[] points) => FitImage.Run(points, null, 1000, 1000).Fit!.Warnings;

    private static ControlPoint[] Turned(double pixelM, double turnDeg, params (double C, double R)[] pixels) =>
        [.. pixels.Select((p, i) => new ControlPoint($"P{i}", p.C, p.R, At(pixelM, turnDeg, p.C, p.R)))];

    private static PlanePoint At(double pixelM, double turnDeg, double column, double row)
    {
        var (sin, cos) = Math.SinCos(double.DegreesToRadians(turnDeg));
        double x = pixelM * column, y = -pixelM * row;
        return new(25_000 + (x * cos) - (y * sin), -11_000 + (x * sin) + (y * cos));
    }

    private static PlanePoint Sheared(double column, double row) => new(25_000 + (1.9 * column) - (0.12 * row), -11_000 - (0.2 * column) - (2.1 * row));

    private static double Away(PlanePoint a, PlanePoint b) => Math.Sqrt(Math.Pow(a.EastingM - b.EastingM, 2) + Math.Pow(a.NorthingM - b.NorthingM, 2));
}
