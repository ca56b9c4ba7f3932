namespace Surefoot.Account;

/// <summary>What a polygon says about its ground. The order is the order in which polygons of one day apply.</summary>
/// <remarks>Suspected and confirmed hazard area: IMAS 07.11 (SHA, CHA). Cancelled by non-technical survey, reduced by technical survey, cleared by clearance.</remarks>
public enum LandKind
{
    Suspected,
    Confirmed,
    Cancelled,
    Reduced,
    Cleared,
}
