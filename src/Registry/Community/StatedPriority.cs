using Surefoot.Journal;
using Surefoot.Registry.Declaring;

namespace Surefoot.Registry.Community;

/// <summary>What people of a place said should be made safe first, who spoke, and how many by sex and age. No person is named.</summary>
[RecordType("stated-priority", Area = "Community", Tier = Tier.Partner, Shape = ShapeKind.Point, ShapeOptional = true, EventDate = nameof(StatedOn))]
public sealed record StatedPriority
{
    [Field(Required = true)]
    public required DateOnly StatedOn { get; init; }

    [Field(Required = true, Code = "community-voice")]
    public required string Voice { get; init; }

    [Field(Reference = "settlement", Indexed = true)]
    public string? Settlement { get; init; }

    /// <summary>What it is about, where that is on record.</summary>
    [Field(Reference = "hazard-area|corridor|settlement-plan")]
    public string? Subject { get; init; }

    [Field(Required = true, Code = "blocked-use")]
    public required string Need { get; init; }

    /// <summary>1 is first.</summary>
    [Field(Min = 1, Max = 1000)]
    public int? Rank { get; init; }

    [Field(Min = 0)]
    public int? Girls { get; init; }

    [Field(Min = 0)]
    public int? Boys { get; init; }

    [Field(Min = 0)]
    public int? Women { get; init; }

    [Field(Min = 0)]
    public int? Men { get; init; }

    [Field(Pattern = Formats.District, PatternMeans = Formats.DistrictMeans)]
    public string? District { get; init; }

    [Field]
    public string? Reason { get; init; }
}
