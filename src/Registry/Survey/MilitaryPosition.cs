using Surefoot.Journal;
using Surefoot.Registry.Declaring;

namespace Surefoot.Registry.Survey;

/// <summary>Former military position: evidence for survey, never an area.</summary>
[RecordType("military-position", Area = "Survey", Tier = Tier.Restricted, Shape = ShapeKind.Point)]
public sealed record MilitaryPosition
{
    [Field(Code = "position-kind")]
    public string? Kind { get; init; }

    [Field(Min = 1900, Max = 2100)]
    public int? FromYear { get; init; }

    [Field(Min = 1900, Max = 2100, NotBefore = nameof(FromYear))]
    public int? ToYear { get; init; }

    [Field(Pattern = Formats.District, PatternMeans = Formats.DistrictMeans)]
    public string? District { get; init; }
}
