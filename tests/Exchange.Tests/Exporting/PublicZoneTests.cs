using System.Security.Cryptography;
using NetTopologySuite.Geometries;
using Surefoot.Exchange.Exporting;
using Surefoot.Exchange.Reading;

namespace Surefoot.Exchange.Tests.Exporting;

public sealed class PublicZoneTests
{
    [Theory]
    [InlineData("csv")]
    [InlineData("xlsx")]
    [InlineData("gpkg")]
    [InlineData("kml")]
    public void Zones_say_what_they_are_and_nothing_of_records_and_are_always_the_same_bytes(string format)
    {
        var folder = Directory.CreateTempSubdirectory("surefoot-zones-");
        try
        {
            Polygon Square(double x) => new(new([new(x, 39.6), new(x + 0.01, 39.6), new(x + 0.01, 39.61), new(x, 39.61), new(x, 39.6)]));
            var paths = new[] { Path.Combine(folder.FullName, "a." + format), Path.Combine(folder.FullName, "b." + format) };
            foreach (var path in paths)
            {
                PublicZoneExport.Write(format, path, "danger", new(2025, 3, 31), true, [Square(47.15), Square(47.25)]);
            }

            SHA256.HashData(File.ReadAllBytes(paths[0])).ShouldBe(SHA256.HashData(File.ReadAllBytes(paths[1])));
            var rows = SourceReader.Read(paths[0], new(), Sources.Areas, new(), TestContext.Current.CancellationToken).ToList();
            rows.ConvertAll(row => (row.Fields["zone"], row.Geometry!.EnvelopeInternal.MinX)).ShouldBe([("danger", 47.15), ("danger", 47.25)]);
            rows[0].Fields.Where(field => field.Value is not null).Select(field => field.Key).Except(["id", "informationDate", "synthetic", "zone", "wkt", "fid", "name", "styleUrl"]).ShouldBeEmpty();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
