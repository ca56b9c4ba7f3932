namespace Surefoot.Geodesy.Gates;

/// <summary>Numbers as they were entered, with the system that was stated for them. They are never changed; a fix stands beside them.</summary>
/// <param name="XText">Easting or longitude exactly as written, with a decimal point: its digits say what the number no longer can.</param>
public sealed record EnteredPosition(string XText, string YText, double X, double Y, int Crs = 4326, int? Operation = null);

/// <summary>The stated place in which a position has to lie.</summary>
/// <param name="Name">Such as the district's name.</param>
/// <param name="DistanceM">Distance of a point on WGS 84 from the area; 0 inside.</param>
/// <param name="NearM">How far outside its drawn border a real position may lie: borders are drawn coarsely.</param>
public sealed record GateArea(string Name, Func<GeoPoint, double> DistanceM, double NearM = 2000);

public enum GateState
{
    Pass,

    /// <summary>A person should look; nothing is wrong for certain.</summary>
    Flag,

    /// <summary>Not accepted as it stands.</summary>
    Stop,
}

/// <summary>A reading under which the position would be right. An offer: a person accepts it or not.</summary>
/// <param name="X">Easting or longitude in <paramref name="Crs"/>.</param>
public sealed record OfferedFix(double X, double Y, int Crs, int? Operation, GeoPoint Wgs84);

/// <param name="Rule">Code such as <c>position.zone-prefix</c>; null on passing.</param>
/// <param name="Fixes">Best first; what was entered stays as it is.</param>
public sealed record GateVerdict(GateState State, string? Rule, string? Message, IReadOnlyList<OfferedFix> Fixes)
{
    public static GateVerdict Passed { get; } = new(GateState.Pass, null, null, []);
}
