using Surefoot.Journal;
using Surefoot.Registry.Declaring;

namespace Surefoot.Registry.Survey;

/// <summary>What somebody said about a place, with how far the source and the statement can be trusted.</summary>
[RecordType("testimony", Area = "Survey", Tier = Tier.Restricted, Shape = ShapeKind.Point, EventDate = nameof(GivenOn))]
public sealed record Testimony
{
    [Field(Required = true)]
    public required DateOnly GivenOn { get; init; }

    /// <summary>Radius within which the informant places what was seen.</summary>
    [Field(Required = true, Min = 0, Max = 50_000)]
    public required double RadiusM { get; init; }

    [Field(Code = "informant-kind")]
    public string? InformantKind { get; init; }

    [Field(Required = true, Code = "testimony-claim")]
    public required string Claim { get; init; }

    [Field(Code = "source-reliability")]
    public string? SourceReliability { get; init; }

    [Field(Code = "information-reliability")]
    public string? InformationReliability { get; init; }

    [Field(Pattern = Formats.District, PatternMeans = Formats.DistrictMeans)]
    public string? District { get; init; }
}
