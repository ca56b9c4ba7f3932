using Surefoot.Geodesy.Receivers;
using Surefoot.Geodesy.Written;

namespace Surefoot.Geodesy.Tests;

public sealed class WrittenCoordinateTests
{
    private static readonly Measurement Sheet = new(MeasurementMethod.ScaledFromSheet, SheetScale: 50_000);

    [Fact]
    public void Sheet_coordinate_keeps_text_system_operation_and_accuracy()
    {
        const string text = " 8671542, 4398210 ";
        var read = ReadCoordinate.Run(text, Sheet, 28408, 15865).Read.ShouldNotBeNull();
        (read.Text, read.Format, read.Crs, read.Operation, read.OperationAccuracyM, read.ResolutionM).ShouldBe((text, WrittenFormat.Numbers, "EPSG:28408", 15865, 4.5, 1.0));
        Reference.ApartM(read.Wgs84, new(46.998811423, 39.699908729)).ShouldBeLessThan(0.3);
        // 25 m of drawing, 4.5 m of the operation, a metre of rounding.
        read.AccuracyM.ShouldNotBeNull().ShouldBe(Math.Sqrt(625 + 20.25 + (1 / 6.0)), 1e-9);
    }

    [Theory]
    [InlineData("39°36'12\"N 47°09'00\"E", WrittenFormat.Sexagesimal, 30.9)]
    [InlineData("38SPJ7159994200", WrittenFormat.Mgrs, 1)]
    [InlineData("38S PJ 71 94", WrittenFormat.Mgrs, 1000)]
    [InlineData("47.15, 39.60", WrittenFormat.Numbers, 1111.95)]
    [InlineData("47,1500;39,6000", WrittenFormat.Numbers, 11.1195)]
    [InlineData("BM1 +120.5E -35N", WrittenFormat.LocalOffset, 1)]
    [InlineData("well no 3 125.5 m @ 213.5 true", WrittenFormat.LocalOffset, 0.1)]
    public void Format_and_resolution_are_those_of_the_text(string text, WrittenFormat format, double resolutionM)
    {
        var (read, fault) = ReadCoordinate.Run(text, new(MeasurementMethod.HandGps), points: name => new(name, new(47, 39.7)));
        read.ShouldNotBeNull(fault?.Message);
        read.Format.ShouldBe(format);
        read.ResolutionM.ShouldBe(resolutionM, 0.02 * resolutionM);
        read.AccuracyM.ShouldBeNull();
    }

    [Fact]
    public void Offset_lies_where_it_was_measured()
    {
        var point = new NamedPoint("BM1", new(47, 39.7), 0.1);
        var read = ReadCoordinate.Run("BM1 100 m @ 90 true", new(MeasurementMethod.Traverse, SigmaM: 0.5), points: _ => point).Read.ShouldNotBeNull();
        var (lengthM, azimuth) = Geodesic.Inverse(point.Wgs84, read.Wgs84);
        lengthM.ShouldBe(100, 1e-6);
        azimuth.ShouldBe(90, 1e-6);
    }

    [Theory]
    [InlineData("8671542 4398210", 28408, null, "crs.operation-missing")]
    [InlineData("8671542", 28408, 15865, "written.numbers")]
    [InlineData("39°36'N 47°09'E", 28408, 15865, "written.degrees")]
    [InlineData("38IPJ7194", null, null, "mgrs.letters")]
    [InlineData("BM1 100 m @ 90", null, null, "offset.north")]
    [InlineData("BM1 100 m @ 90 true", null, null, "offset.point")]
    [InlineData("47.15 139.6", null, null, "written.range")]
    public void What_cannot_be_placed_is_named(string text, int? crs, int? operation, string rule) =>
        ReadCoordinate.Run(text, Sheet, crs, operation).Fault.ShouldNotBeNull().Rule.ShouldBe(rule);

    [Theory]
    [InlineData(MeasurementMethod.RtkFixed, FixQuality.RtkFixed, 0.02, null)]
    [InlineData(MeasurementMethod.RtkFixed, FixQuality.Autonomous, 0.02, "measurement.fix")]
    [InlineData(MeasurementMethod.HandGps, null, 0.0, "fix.accuracy-unknown")]
    [InlineData(MeasurementMethod.Unknown, null, 3.0, "measurement.method")]
    [InlineData(MeasurementMethod.ScaledFromSheet, null, null, "measurement.scale")]
    public void Measurement_says_what_it_lacks(MeasurementMethod method, FixQuality? fix, double? sigmaM, string? rule)
    {
        var measured = new Measurement(method, Fix: fix, SigmaM: sigmaM);
        measured.Check().SingleOrDefault()?.Rule.ShouldBe(rule);
        measured.Check().Count.ShouldBe(rule is null ? 0 : 1);
        if (sigmaM is 0)
        {
            measured.SigmaOfMeasurementM.ShouldBeNull();
        }
    }
}
