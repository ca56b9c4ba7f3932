using Surefoot.Journal;
using Surefoot.Registry.Declaring;

namespace Surefoot.Registry.Community;

/// <summary>What contamination keeps a community from, whom it hurt lately, and how many people it concerns: asked in the place, with women and men.</summary>
[RecordType("community-impact-survey", Area = "Community", Tier = Tier.Partner, Shape = ShapeKind.Point, ShapeOptional = true, EventDate = nameof(SurveyedOn))]
public sealed record CommunityImpactSurvey
{
    [Field(Required = true)]
    public required DateOnly SurveyedOn { get; init; }

    [Field(Reference = "settlement", Indexed = true)]
    public string? Settlement { get; init; }

    /// <summary>Areas that the community spoke of.</summary>
    [Field(Reference = "hazard-area")]
    public IReadOnlyList<string>? HazardAreas { get; init; }

    /// <summary>What people cannot reach or use.</summary>
    [Field(Code = "blocked-use")]
    public IReadOnlyList<string>? Blocked { get; init; }

    /// <summary>Killed and injured in the two years before the survey.</summary>
    [Field(Min = 0, Max = 10_000)]
    public int? RecentVictims { get; init; }

    [Field(Min = 0, Max = 10_000)]
    public int? EarlierVictims { get; init; }

    [Field(Min = 0)]
    public int? People { get; init; }

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
    public string? Note { get; init; }
}
