using Surefoot.Hazard.Formulas;
using Surefoot.Raster;

namespace Surefoot.Hazard.Evidence;

/// <summary>A recorded hazard area: one polygon (outline first, then holes), x and y alternating in metres of the grid's plane.</summary>
/// <param name="Source">The caller's own number; given back by the explanation. A multipolygon is several claims with one source.</param>
/// <param name="Rings">Outline, then holes.</param>
/// <param name="Confirmed">CHA if true, SHA if false.</param>
public sealed record HazardAreaClaim(int Source, double[][] Rings, bool Confirmed);

/// <summary>A minefield record as drawn, already brought into the grid's plane.</summary>
/// <param name="Sheet">Records of one sheet are right or wrong together: trust is learned per sheet.</param>
/// <param name="PositionSigmaM">Standard deviation per axis of the drawn position (1:50,000 map: 11.8 m).</param>
/// <param name="ItemCount">Items the record states, 0 if it states none.</param>
public sealed record MinefieldRecordClaim(int Source, double[][] Rings, string Sheet, double PositionSigmaM, int ItemCount);

/// <summary>Something people said about a place.</summary>
/// <param name="Reliability">Chance that it is right, in (0, 1), from the source's and the information's rating.</param>
/// <param name="SaysUsed">True for "used without harm"; false for items or an accident seen.</param>
public sealed record TestimonyClaim(int Source, double XM, double YM, double RadiusM, double Reliability, bool SaysUsed);

/// <summary>A place with a position error: an accident, a former military position, a settlement.</summary>
public sealed record PlaceClaim(int Source, double XM, double YM, double SigmaM);

/// <summary>Ground searched by one method between two dates.</summary>
/// <param name="Release">Searches of one released area share this number; the area is trained on as a whole.</param>
/// <param name="Method">Index into <see cref="HazardEvidence.Methods"/>.</param>
/// <param name="Passes">At least 1.</param>
/// <param name="Share">Share of the polygon that was really searched, in (0, 1].</param>
/// <param name="Labels">False for lanes and samples, which say too little about a cell to learn from.</param>
/// <param name="Day">Last day of the search, days from any fixed date.</param>
public sealed record SearchClaim(int Source, double[][] Rings, int Release, int Method, int Passes, double Share, bool Labels, int Day);

/// <summary>Land released by survey and not by clearance: cancelled, or reduced on the strength of a few lanes (which are searches as well).</summary>
public sealed record CancelledClaim(int Source, double[][] Rings);

/// <summary>Items found at a place.</summary>
public sealed record FindClaim(int Source, double XM, double YM, int Count);

/// <summary>All that is known about the land on one day, as plain arrays; the engine reads nothing else.</summary>
/// <remarks>Coordinates in metres of the grid's plane. Roads are polylines, x and y alternating. Empty arrays where a country has no such records.</remarks>
public sealed record HazardEvidence
{
    /// <summary>Cells; the mask says which of them are computed.</summary>
    public required GridSpec Grid { get; init; }

    /// <summary>True where a cell belongs to the country, row-major.</summary>
    public required bool[] Mask { get; init; }

    public HazardAreaClaim[] HazardAreas { get; init; } = [];

    public MinefieldRecordClaim[] MinefieldRecords { get; init; } = [];

    public TestimonyClaim[] Testimonies { get; init; } = [];

    public PlaceClaim[] MilitaryPositions { get; init; } = [];

    public PlaceClaim[] Accidents { get; init; } = [];

    public PlaceClaim[] Settlements { get; init; } = [];

    public double[][] Roads { get; init; } = [];

    public SearchClaim[] Searches { get; init; } = [];

    public CancelledClaim[] Cancelled { get; init; } = [];

    public FindClaim[] Finds { get; init; } = [];

    /// <summary>Belief about each search method.</summary>
    public DetectionBelief[] Methods { get; init; } = [];
}
