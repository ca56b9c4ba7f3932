namespace Surefoot.SampleCountry.Tests;

/// <summary>Values by PROJ 9.1.1: <c>cs2cs -f %.4f EPSG:4326 EPSG:32638</c> and <c>EPSG:4284 EPSG:28408</c>; datum by the table in DOMAIN 7.2.</summary>
public sealed class ProjectionTests
{
    [Theory]
    [InlineData(46.7, 39.8, 645537.8614, 4406941.8412)]
    [InlineData(45.7, 40.4, 559401.9211, 4472390.0311)]
    public void Utm_agrees_with_proj(double lon, double lat, double easting, double northing) =>
        Agrees(TransverseMercator.Utm38, lon, lat, easting, northing);

    [Theory]
    [InlineData(46.7, 39.8, 8645598.5366, 4408783.2996)]
    [InlineData(47.6, 39.1, 8724930.9923, 4332902.1314)]
    public void Gauss_krueger_agrees_with_proj(double lon, double lat, double easting, double northing) =>
        Agrees(TransverseMercator.GaussKruger8, lon, lat, easting, northing);

    [Fact]
    public void Operation_15865_agrees_with_the_published_point()
    {
        var wgs84 = DatumShift.Epsg15865.ToWgs84(new(47, 39.7));
        wgs84.LatitudeDeg.ShouldBe(39.699908729, 1e-9);
        wgs84.LongitudeDeg.ShouldBe(46.998811423, 1e-9);
    }

    [Fact]
    public void Datum_shift_is_undone_to_a_tenth_of_a_millimetre()
    {
        var back = DatumShift.Epsg15865.FromWgs84(DatumShift.Epsg15865.ToWgs84(new(46.2, 40.1)));
        back.LatitudeDeg.ShouldBe(40.1, 1e-9);
        back.LongitudeDeg.ShouldBe(46.2, 1e-9);
    }

    private static void Agrees(TransverseMercator projection, double lon, double lat, double easting, double northing)
    {
        var (e, n) = projection.Forward(new(lon, lat));
        e.ShouldBe(easting, 1e-3);
        n.ShouldBe(northing, 1e-3);
        var back = projection.Inverse(e, n);
        back.LongitudeDeg.ShouldBe(lon, 1e-10);
        back.LatitudeDeg.ShouldBe(lat, 1e-10);
    }
}
