using Surefoot.Geodesy.OneWay;
using Surefoot.Journal;
using Surefoot.Registry.Declaring;

namespace Surefoot.Registry.Land;

/// <summary>Area recorded as holding, or suspected to hold, explosive ordnance (SHA or CHA).</summary>
[RecordType("hazard-area", Area = "Land", Tier = Tier.Restricted, Shape = ShapeKind.Polygon, Erring = Erring.Outward)]
public sealed record HazardArea
{
    [Field(Required = true, Code = "hazard-kind", Indexed = true)]
    public required string Kind { get; init; }

    [Field]
    public string? Name { get; init; }

    [Field(Pattern = Formats.District, PatternMeans = Formats.DistrictMeans)]
    public string? District { get; init; }

    [Field(Code = "ordnance-category")]
    public IReadOnlyList<string>? Categories { get; init; }

    [Field(Code = "hazard-basis")]
    public string? Basis { get; init; }

    [Field(Code = "hazard-status")]
    public string? Status { get; init; }

    [Field(Min = 0)]
    public double? ReportedAreaM2 { get; init; }

    [Field(Code = "blocked-use")]
    public IReadOnlyList<string>? Blocks { get; init; }

    /// <summary>Why the reported area is not the polygon's; without it a large difference is not approved.</summary>
    [Field]
    public string? AreaExplanation { get; init; }

    /// <summary>What it rests on, each <c>KIND:RECORD-ID</c> with a kind of the list <c>evidence-kind</c>. Confirmed hazard needs a direct one.</summary>
    [Field(Pattern = EvidenceItem.Pattern, PatternMeans = EvidenceItem.PatternMeans)]
    public IReadOnlyList<string>? Evidence { get; init; }

    /// <summary>Why this version loses ground, or is suspected where the one before was confirmed.</summary>
    [Field]
    public string? ChangeReason { get; init; }

    /// <summary>The case by which released ground is opened again.</summary>
    [Field(Reference = "case", Indexed = true)]
    public string? Case { get; init; }
}
