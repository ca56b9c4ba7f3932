using System.Text;
using NetTopologySuite.Geometries;
using Surefoot.Exchange.Reading;

namespace Surefoot.Exchange.Tests.Reading;

public sealed class SourceReaderTests
{
    private const string Square = """{"type":"Polygon","coordinates":[[[47.15101,39.60001],[47.15301,39.60001],[47.15301,39.60201],[47.15101,39.60201],[47.15101,39.60001]]]}""";

    [Fact]
    public void A_feature_collection_gives_its_fields_its_bytes_and_its_geometry()
    {
        var (rows, findings) = Sources.Read(
            $$$"""
            {"type":"FeatureCollection","attribution":"x","synthetic":true,"features":[
            {"type":"Feature","properties":{"id":"SYN-HA-1","kind":"confirmed","reportedAreaM2":120.50,"synthetic":true,"name":null,"more":{"a":[1,2]}},"geometry":{{{Square}}}},
            {"type":"Feature","id":7,"properties":null,"geometry":null}
            ]}
            """);

        findings.Findings.ShouldBeEmpty();
        rows.Count.ShouldBe(2);
        rows[0].Row.ShouldBe(1);
        rows[0].Fields["id"].ShouldBe("SYN-HA-1");
        rows[0].Fields["reportedAreaM2"].ShouldBe("120.50");
        rows[0].Fields["synthetic"].ShouldBe("true");
        rows[0].Fields["name"].ShouldBeNull();
        rows[0].Fields["more"].ShouldBe("""{"a":[1,2]}""");
        Encoding.UTF8.GetString(rows[0].GeometryAsEntered.Span).ShouldBe(Square);
        rows[0].Geometry.ShouldBeOfType<Polygon>().NumPoints.ShouldBe(5);
        rows[1].Fields["id"].ShouldBe("7");
        rows[1].Geometry.ShouldBeNull();
        rows[1].GeometryAsEntered.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void A_table_gives_points_from_its_columns()
    {
        var (rows, findings) = Sources.Read("id,lon,lat,name\nA,47.15001,39.60001,\"Füzuli, mərkəz\"\nB,,,\n");

        findings.Findings.ShouldBeEmpty();
        rows[0].Geometry.ShouldBeOfType<Point>().X.ShouldBe(47.15001);
        rows[0].Fields["name"].ShouldBe("Füzuli, mərkəz");
        Encoding.UTF8.GetString(rows[0].GeometryAsEntered.Span).ShouldBe("47.15001,39.60001");
        rows[1].Geometry.ShouldBeNull();
        rows[1].Fields["name"].ShouldBeNull();
        rows[1].DecimalComma.ShouldBeFalse();
    }

    [Fact]
    public void A_decimal_comma_is_read_as_one_and_never_as_thousands()
    {
        var (rows, findings) = Sources.Read("id;lon;lat\n1;47,1500;39,6000\n");

        findings.Findings.ShouldBeEmpty();
        rows[0].DecimalComma.ShouldBeTrue();
        var point = rows[0].Geometry.ShouldBeOfType<Point>();
        (point.X, point.Y).ShouldBe((47.15, 39.6));
    }

    [Fact]
    public void A_table_in_a_grid_is_brought_to_WGS_84_by_the_stated_operation()
    {
        var (rows, findings) = Sources.Read(
            "id,wkt\n1,\"POLYGON((8671542 4398210, 8671942 4398210, 8671942 4398610, 8671542 4398210))\"\n",
            options: new ReadOptions(Crs: 28408, Operation: 15865));

        findings.Findings.ShouldBeEmpty();
        var first = rows[0].Geometry!.Coordinate;
        first.X.ShouldBe(46.9988, 0.001);
        first.Y.ShouldBe(39.6999, 0.001);
    }
}
