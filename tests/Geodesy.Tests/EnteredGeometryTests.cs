using System.Text;
using CsCheck;
using NetTopologySuite.Geometries;
using Surefoot.Geodesy.OneWay;

namespace Surefoot.Geodesy.Tests;

public sealed class EnteredGeometryTests
{
    private static readonly Gen<Polygon> Squares = Gen.Select(Gen.Double[45, 50], Gen.Double[38.5, 41.5], Gen.Double[0.001, 0.1], (x, y, s) =>
        new Polygon(new LinearRing([new(x, y), new(x + s, y), new(x + s, y + s), new(x, y + s), new(x, y)])));

    [Fact]
    public void Text_binary_and_hexadecimal_give_the_same_geometry() => Squares.Sample(square =>
    {
        var binary = square.AsBinary();
        var fromText = EnteredGeometry.Parse(Encoding.UTF8.GetBytes(square.AsText())).Geometry!;
        return fromText.EqualsExact(square)
            && EnteredGeometry.Parse(binary).Geometry!.EqualsExact(square)
            && EnteredGeometry.Parse(Encoding.UTF8.GetBytes(Convert.ToHexString(binary))).Geometry!.EqualsExact(square);
    }, iter: 500, threads: 1);

    [Theory]
    [InlineData(Erring.Outward)]
    [InlineData(Erring.Inward)]
    public void A_polygon_written_in_another_system_errs_one_way_if_asked(Erring way)
    {
        // 20 km edges, straight on the sheet: straight in degrees they depart by metres.
        var sheet = Encoding.UTF8.GetBytes("POLYGON((8650000 4390000, 8670000 4391000, 8668000 4411000, 8649000 4409000, 8650000 4390000))");
        var corners = EnteredGeometry.Parse(sheet, 28408, 15865).Geometry!;
        var erring = EnteredGeometry.Parse(sheet, 28408, 15865, way).Geometry!;
        var path = CoordinatePath.Find(28408, 15865, 4326).Path!;

        erring.Covers(corners).ShouldBeFalse();
        corners.Covers(erring).ShouldBeFalse();
        for (var k = 0; k <= 100; k++)
        {
            var edge = path.Convert(8_650_000 + (200 * k), 4_390_000 + (10 * k));
            erring.Covers(new Point(edge.EastingM, edge.NorthingM)).ShouldBe(way == Erring.Outward);
        }

        erring.Distance(new Point(path.Convert(8_660_000, 4_390_500).EastingM, path.Convert(8_660_000, 4_390_500).NorthingM)).ShouldBeLessThan(1e-7);
        EnteredGeometry.Parse(corners.AsBinary(), null, null, way).Geometry!.EqualsExact(corners).ShouldBeTrue();
    }

    [Fact]
    public void Cut_or_damaged_binary_is_a_fault_and_never_a_crash() =>
        Gen.Select(Squares, Gen.Int[0, 92], Gen.Int[0, 92], Gen.Byte).Sample((square, cut, at, value) =>
        {
            var bytes = square.AsBinary();
            var result = EnteredGeometry.Parse(bytes.AsSpan(0, cut));
            bytes[at] = value;
            _ = EnteredGeometry.Parse(bytes);
            return result.Geometry is null && result.Fault is not null;
        }, iter: 2000, threads: 1);

    [Theory]
    [InlineData("47.15,39.6", 47.15)]
    [InlineData("47,15;39,6", 47.15)]
    [InlineData("POINT Z (47.15 39.6 812)", 47.15)]
    [InlineData("""{"coordinates":[47.15,39.6,812],"type":"Point"}""", 47.15)]
    public void Point_is_read_in_every_notation(string text, double x) =>
        EnteredGeometry.Parse(Encoding.UTF8.GetBytes(text)).Geometry.ShouldBeOfType<Point>().X.ShouldBe(x);

    [Theory]
    [InlineData("", "geometry.empty")]
    [InlineData("4715", "geometry.syntax")]
    [InlineData("1e400,39.6", "geometry.not-finite")]
    [InlineData("POINT(47,15 39,6)", "geometry.position-size")]
    [InlineData("POLYGON((47 39,48 39,48 40,47 40))", "geometry.not-closed")]
    [InlineData("POLYGON((47 39,48 39,47 39))", "geometry.too-few-positions")]
    [InlineData("""{"type":"Point","type":"Point","coordinates":[47,39]}""", "json.duplicate-key")]
    [InlineData("""{"type":"Point","coordinates":["47",39]}""", "geometry.syntax")]
    public void What_is_no_geometry_is_named(string text, string rule) =>
        EnteredGeometry.Parse(Encoding.UTF8.GetBytes(text)).Fault.ShouldNotBeNull().Rule.ShouldBe(rule);

    [Fact]
    public void Depth_sixteen_is_read_and_seventeen_refused()
    {
        static EnteredGeometry Nested(int depth) => EnteredGeometry.Parse(Encoding.UTF8.GetBytes(
            string.Concat(Enumerable.Repeat("GEOMETRYCOLLECTION(", depth - 1)) + "POINT(47 39)" + new string(')', depth - 1)));
        Nested(16).Fault.ShouldBeNull();
        Nested(17).Fault!.Rule.ShouldBe("geometry.depth");
    }

    [Fact]
    public void Another_datum_without_an_operation_is_refused() =>
        EnteredGeometry.Parse("8671542,4398210"u8, 28408).Fault!.Rule.ShouldBe("crs.operation-missing");
}
