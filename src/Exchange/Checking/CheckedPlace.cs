using Surefoot.Exchange.Reading;
using Surefoot.Geodesy;

namespace Surefoot.Exchange.Checking;

/// <summary>Where a position must lie: in the stated district, else in the country.</summary>
internal sealed class CheckedPlace(ReferenceAreas areas, ReferenceArea? district)
{
    public string Name => district?.Name ?? areas.CountryName;

    public bool Contains(GeoPoint point) => district?.Contains(point) ?? areas.CountryContains(point);

    public double DistanceM(GeoPoint point) => district?.DistanceM(point) ?? areas.CountryDistanceM(point);
}
