using Surefoot.Exchange.Reading;
using Surefoot.Geodesy;
using Surefoot.Geodesy.Gates;

namespace Surefoot.Exchange.Checking;

/// <summary>Where a position must lie: in the country, in the district stated for the whole file, or in the district that the row itself states.</summary>
internal sealed class CheckedPlace
{
    // A position so near the border may have been meant: borders are drawn coarsely.
    private const double NearM = 2000;

    private readonly ReferenceAreas _areas;
    private readonly ReferenceArea? _district;

    private CheckedPlace(ReferenceAreas areas, ReferenceArea? district, double toleranceM, string rule, string hint)
    {
        (_areas, _district, ToleranceM, Rule, Hint) = (areas, district, toleranceM, rule, hint);
        Area = new GateArea(Name, DistanceM, NearM);
    }

    public string Name => _district?.Name ?? _areas.CountryName;

    /// <summary>So far outside a position is not doubted yet, in metres.</summary>
    public double ToleranceM { get; }

    /// <summary>A shape that lies in it with a part only is not doubted: many cross a district's border.</summary>
    public bool AllowsPart { get; private init; }

    /// <summary>An area may reach over a district's border; nothing recorded here reaches far over the country's.</summary>
    public bool IsCountry => _district is null;

    public string Rule { get; }

    public string Hint { get; }

    public GateArea Area { get; }

    public static CheckedPlace Country(ReferenceAreas areas) =>
        new(areas, null, PositionRules.OutlineToleranceM, "position.outside-country", "Check the numbers, their order and their coordinate system.");

    public static CheckedPlace OfFile(ReferenceAreas areas, ReferenceArea district) =>
        new(areas, district, 0, "position.outside-district", "Check the position, or the district that was stated.");

    public static CheckedPlace OfRow(ReferenceAreas areas, ReferenceArea district) =>
        new(areas, district, 0, "position.outside-district", "Check the position, or the district that the row states.") { AllowsPart = true };

    public bool Contains(GeoPoint point) => _district?.Contains(point) ?? _areas.CountryContains(point);

    public double DistanceM(GeoPoint point) => _district?.DistanceM(point) ?? _areas.CountryDistanceM(point);
}
