using NetTopologySuite.Geometries;

namespace Surefoot.Account;

/// <summary>One recorded hazard or one act of release, as it enters the land account.</summary>
/// <param name="Id">Unique among the polygons of an account; breaks ties between acts of one day and kind (ordinal order).</param>
/// <param name="Kind">Hazard or release.</param>
/// <param name="Date">The day it applies from: when a hazard was first known in the field (or confirmed, see <see cref="SuspectedSince"/>), day of release of a release.</param>
/// <param name="Polygon">
/// Polygon or MultiPolygon in the account's plane, metres; coordinates are rounded to whole millimetres. Valid geometry is expected
/// (imports refuse the rest); what is inside is decided by the even-odd rule over all rings.
/// </param>
public sealed record LandPolygon(string Id, LandKind Kind, DateOnly Date, Geometry Polygon)
{
    /// <summary>The record it comes from: the key of the account by area. Several polygons may come from one record (versions in conflict).</summary>
    public string RecordId { get; init; } = Id;

    /// <summary>Of a confirmed hazard: the earlier day from which it was recorded as suspected; null if it was confirmed from the beginning.</summary>
    public DateOnly? SuspectedSince { get; init; }

    /// <summary>Who recorded or released it; code, may be empty.</summary>
    public string Organisation { get; init; } = "";

    /// <summary>Method of release; code, may be empty.</summary>
    public string Method { get; init; } = "";

    /// <summary>Intended use of the land; code, may be empty.</summary>
    public string Use { get; init; } = "";

    /// <summary>True for cancelled, reduced and cleared ground.</summary>
    public bool IsRelease => Kind is LandKind.Cancelled or LandKind.Reduced or LandKind.Cleared;
}

/// <summary>An area by which the account is split. Ground in no district is <see cref="AccountStatement.Unassigned"/>; ground in two belongs to the first by code.</summary>
/// <param name="Code">Unique, for instance ISO 3166-2.</param>
/// <param name="Polygon">In the account's plane, metres.</param>
public sealed record LandDistrict(string Code, string Name, Geometry Polygon);
