using Surefoot.Journal;
using Surefoot.Registry.Declaring;

namespace Surefoot.Registry.Clearance;

/// <summary>Ground that an organisation was asked, and ordered, to work on. What came of it stands in the released areas, not here.</summary>
[RecordType("task", Area = "Clearance", Tier = Tier.Partner, Shape = ShapeKind.Polygon)]
public sealed record TaskOrder
{
    [Field(Required = true, Code = "task-kind")]
    public required string Kind { get; init; }

    [Field(Required = true, Code = "task-status")]
    public required string Status { get; init; }

    [Field(Reference = "hazard-area", Indexed = true)]
    public string? HazardArea { get; init; }

    [Field(Pattern = Formats.District, PatternMeans = Formats.DistrictMeans)]
    public string? District { get; init; }

    [Field(Reference = "organisation", Indexed = true)]
    public string? Operator { get; init; }

    [Field(Reference = "team")]
    public IReadOnlyList<string>? Teams { get; init; }

    /// <summary>Number of the order, as written on it.</summary>
    [Field]
    public string? OrderNumber { get; init; }

    [Field]
    public DateOnly? OrderedOn { get; init; }

    [Field(MayBeFuture = true)]
    public DateOnly? PlannedFrom { get; init; }

    [Field(NotBefore = nameof(PlannedFrom), MayBeFuture = true)]
    public DateOnly? PlannedUntil { get; init; }

    [Field]
    public DateOnly? StartedOn { get; init; }

    [Field(NotBefore = nameof(StartedOn))]
    public DateOnly? CompletedOn { get; init; }

    [Field(Code = "search-method")]
    public string? Method { get; init; }

    /// <summary>Depth that the authority specified.</summary>
    [Field(Min = 0, Max = 1000)]
    public int? DepthCm { get; init; }

    [Field(Code = "land-use")]
    public string? IntendedUse { get; init; }

    [Field(Reference = "funding-line")]
    public string? FundingLine { get; init; }

    [Field]
    public string? StatusReason { get; init; }

    [Field(Min = 0)]
    public double? ReportedAreaM2 { get; init; }
}
