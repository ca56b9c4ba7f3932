using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;
using Surefoot.Account;
using Surefoot.Geodesy;

namespace Surefoot.Registry.Integrity;

/// <summary>Says whether a point lies in a district.</summary>
internal sealed class DistrictIndex(IReadOnlyList<LandDistrict> districts)
{
    private readonly Dictionary<string, (Envelope Box, IndexedPointInAreaLocator Locator)> _byCode = districts.ToDictionary(
        district => district.Code, district => (district.Polygon.EnvelopeInternal, new IndexedPointInAreaLocator(district.Polygon)), StringComparer.Ordinal);

    public bool IsEmpty => _byCode.Count == 0;

    public bool Knows(string code) => _byCode.ContainsKey(code);

    public bool Covers(string code, double longitudeDeg, double latitudeDeg)
    {
        var (box, locator) = _byCode[code];
        var at = EqualAreaPlane.Karabakh.Forward(new(longitudeDeg, latitudeDeg));
        var point = new Coordinate(at.EastingM, at.NorthingM);
        return box.Contains(point) && locator.Locate(point) != Location.Exterior;
    }

    /// <summary>Makes the locators' indexes now, since they are made when first asked and not for several threads at once.</summary>
    public void Prepare()
    {
        foreach (var (box, locator) in _byCode.Values)
        {
            locator.Locate(box.Centre);
        }
    }
}
