using Surefoot.Geodesy.Bearings;
using Surefoot.Geodesy.Magnetism;

namespace Surefoot.Geodesy.Tests;

public sealed class DeclinationTests
{
    // Published with the model: angles to 0.01°, components to 0.1 nT or finer.
    [Fact]
    public void Field_gives_the_official_test_values()
    {
        var rows = 0;
        foreach (var row in Reference.Rows("wmm2025.csv"))
        {
            var field = WorldMagneticModel.Field(new(Reference.Number(row[3]), Reference.Number(row[2])), 1000 * Reference.Number(row[1]), Reference.Number(row[0]));
            field.DeclinationDeg.ShouldBe(Reference.Number(row[4]), 0.00501, string.Join(',', row));
            if (row[5].Length > 0)
            {
                field.NorthNt.ShouldBe(Reference.Number(row[5]), 0.0501);
                field.EastNt.ShouldBe(Reference.Number(row[6]), 0.0501);
                field.DownNt.ShouldBe(Reference.Number(row[7]), 0.0501);
            }

            rows++;
        }

        rows.ShouldBeGreaterThanOrEqualTo(50);
    }

    // What the issuing office's own calculator prints for 4 July 2026.
    [Theory]
    [InlineData(-33.8688, 151.2093, 12.82083)]
    [InlineData(-34.2195833, 149.36625, 12.29126)]
    [InlineData(51.5074, -0.1278, 1.16280)]
    [InlineData(64.1466, -21.9426, -11.13349)]
    public void Declination_by_date_agrees_with_the_published_calculator(double latitude, double longitude, double expected) =>
        FindDeclination.Run(new(longitude, latitude), new(2026, 7, 4)).Found.ShouldNotBeNull().DegreesEast.ShouldBe(expected, 0.001);

    [Fact]
    public void Declination_of_the_region_lies_between_six_and_seven_degrees_east()
    {
        var found = FindDeclination.Run(new(46.75, 39.82), new(2026, 6, 1)).Found.ShouldNotBeNull();
        found.DegreesEast.ShouldBeInRange(6.2, 6.9);
        found.Model.ShouldBe("WMM2025");
        found.SigmaDeg.ShouldBeInRange(0.3, 0.4);
        found.DegreesEastPerYear.ShouldBeInRange(0.01, 0.2);
    }

    [Theory]
    [InlineData(2024, 12, 31, false)]
    [InlineData(2025, 1, 1, true)]
    [InlineData(2029, 12, 31, true)]
    [InlineData(2030, 1, 1, false)]
    public void Outside_its_years_the_model_refuses(int year, int month, int day, bool valid)
    {
        var (found, refusal) = FindDeclination.Run(new(46.7, 39.8), new(year, month, day));
        (found is not null).ShouldBe(valid);
        refusal?.Code.ShouldBe("declination.date");
    }

    [Fact]
    public void Poles_are_no_exception()
    {
        foreach (var latitude in (double[])[-90, -89.9999999, 89.9999999, 90])
        {
            double.IsFinite(WorldMagneticModel.Field(new(45, latitude), 0, 2027).DeclinationDeg).ShouldBeTrue();
        }
    }

    // DOMAIN 7.3, and PROJ's factors in convergence.csv.
    [Fact]
    public void Convergence_and_scale_agree_with_PROJ()
    {
        var rows = 0;
        foreach (var row in Reference.Rows("convergence.csv"))
        {
            var system = CoordinateSystem.Find((int)Reference.Number(row[0])).ShouldNotBeNull();
            var at = new GeoPoint(Reference.Number(row[1]), Reference.Number(row[2]));
            system.ConvergenceDeg(at).ShouldNotBeNull().ShouldBe(Reference.Number(row[3]), 1e-7);
            system.ScaleAt(at).ShouldNotBeNull().ShouldBe(Reference.Number(row[4]), 1e-7);
            rows++;
        }

        rows.ShouldBeGreaterThanOrEqualTo(40);
    }

    [Theory]
    [InlineData(46, 0.64)]
    [InlineData(48, 1.92)]
    public void Convergence_of_the_sheets_is_as_known(double longitude, double expected) =>
        CoordinateSystem.Find(28408)!.ConvergenceDeg(new(longitude, 39.8)).ShouldNotBeNull().ShouldBe(expected, 0.01);

    [Theory]
    [InlineData(AngleUnit.Degree, 90, 90)]
    [InlineData(AngleUnit.Grad, 100, 90)]
    [InlineData(AngleUnit.Mil6000, 1500, 90)]
    [InlineData(AngleUnit.Mil6400, 1600, 90)]
    public void Circles_are_divided_as_stated(AngleUnit unit, double angle, double degrees)
    {
        CircleDivision.ToDegrees(angle, unit).ShouldBe(degrees, 1e-12);
        CircleDivision.FromDegrees(degrees, unit).ShouldBe(angle, 1e-12);
    }

    [Fact]
    public void Correction_names_its_source()
    {
        var at = new GeoPoint(47, 39.7);
        TrueBearing.Correction(NorthReference.Magnetic, at, new(2026, 5, 1)).Correction!.Source.ShouldBe("WMM2025");
        TrueBearing.Correction(NorthReference.Magnetic, at, new(1993, 5, 1)).Refusal!.Code.ShouldBe("declination.date");
        TrueBearing.Correction(NorthReference.Magnetic, at, new(1993, 5, 1), statedDeclinationDeg: 4.5).Correction.ShouldBe(new(4.5, "stated"));
        TrueBearing.Correction(NorthReference.Grid, at, new(1993, 5, 1), 28408).Correction!.AddDeg.ShouldBe(
            TrueBearing.Correction(NorthReference.Grid, at, new(1993, 5, 1)).Correction!.AddDeg, 1e-4);
        TrueBearing.Correction(NorthReference.Unknown, at, new(1993, 5, 1)).Refusal!.Code.ShouldBe("north.unknown");
    }
}
