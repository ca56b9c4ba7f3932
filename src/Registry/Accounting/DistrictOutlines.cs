using System.Text;
using System.Text.Json;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Union;
using Surefoot.Account;
using Surefoot.Geodesy;

namespace Surefoot.Registry.Accounting;

/// <summary>The districts by which the account is split, from <c>districts.geojson</c> of the reference geography.</summary>
public static class DistrictOutlines
{
    /// <summary>One district per ISO 3166-2 code, in the account's plane; a district of several polygons is their union.</summary>
    public static IReadOnlyList<LandDistrict> Read(string geographyFolder)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(geographyFolder, "districts.geojson")));
        return
        [
            .. document.RootElement.GetProperty("features").EnumerateArray()
                .Select(feature => (
                    Iso: feature.GetProperty("properties").GetProperty("iso").GetString()!,
                    Name: feature.GetProperty("properties").GetProperty("nameAz").GetString()!,
                    Shape: Project(feature.GetProperty("geometry").GetRawText())))
                .GroupBy(district => district.Iso, StringComparer.Ordinal)
                .OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => new LandDistrict(group.Key, group.First().Name, group.Count() == 1 ? group.First().Shape : UnaryUnionOp.Union(group.Select(district => district.Shape)))),
        ];
    }

    private static Geometry Project(string geoJson)
    {
        var entered = EnteredGeometry.Parse(Encoding.UTF8.GetBytes(geoJson));
        return PlaneProjection.Karabakh.Project(entered.Geometry ?? throw new InvalidDataException($"districts.geojson: {entered.Fault!.Message}"));
    }
}
