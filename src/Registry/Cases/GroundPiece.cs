using NetTopologySuite.Geometries;
using Surefoot.Account;

namespace Surefoot.Registry.Cases;

/// <summary>One approved hazard or release as the search for cases takes it.</summary>
/// <param name="Date">First day: of a hazard the first information about it, of a release the day it was signed.</param>
/// <param name="LonLat">As entered, degrees.</param>
/// <param name="ByCase">The hazard itself answers a case.</param>
internal sealed record GroundPiece(string Type, string Id, LandKind Kind, DateOnly Date, string Organisation, Geometry LonLat, bool ByCase)
{
    /// <summary>Unique among all types.</summary>
    public string Key => $"{Type}:{Id}";

    public bool IsRelease => Kind is LandKind.Cancelled or LandKind.Reduced or LandKind.Cleared;
}

/// <summary>An accident or a find: where and when.</summary>
internal readonly record struct GroundEvent(string Type, string Id, DateOnly Day, string Organisation, double LongitudeDeg, double LatitudeDeg);
