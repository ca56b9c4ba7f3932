using Surefoot.Journal;
using Surefoot.Registry.Declaring;

namespace Surefoot.Registry.Ordnance;

/// <summary>One found item, or a counted lot of one category at one place.</summary>
[RecordType("found-item", Area = "Ordnance", Tier = Tier.Restricted, Shape = ShapeKind.Point, EventDate = nameof(FoundOn))]
public sealed record FoundItem
{
    [Field(Required = true, Code = "ordnance-category")]
    public required string Category { get; init; }

    [Field(Required = true)]
    public required DateOnly FoundOn { get; init; }

    [Field(Required = true, Min = 1)]
    public required int Count { get; init; }

    [Field(Min = 0, Max = 1000)]
    public int? DepthCm { get; init; }

    [Field(Reference = "cancelled-area|cleared-area|reduced-area")]
    public string? ReleasedArea { get; init; }

    [Field(Pattern = Formats.District, PatternMeans = Formats.DistrictMeans)]
    public string? District { get; init; }

    [Field(Code = "found-item-state")]
    public string? State { get; init; }
}
