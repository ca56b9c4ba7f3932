using Surefoot.Journal;
using Surefoot.Registry.Declaring;

namespace Surefoot.Registry.Survey;

/// <summary>Survey that enters the ground with search assets, to say where the hazard really is. It confirms, changes or reduces areas.</summary>
[RecordType("technical-survey", Area = "Survey", Tier = Tier.Restricted, EventDate = nameof(SurveyedTo))]
public sealed record TechnicalSurvey
{
    [Field(Required = true)]
    public required DateOnly SurveyedFrom { get; init; }

    [Field(Required = true, NotBefore = nameof(SurveyedFrom))]
    public required DateOnly SurveyedTo { get; init; }

    [Field(Required = true, Code = "search-method")]
    public required string Method { get; init; }

    [Field]
    public string? MethodDetail { get; init; }

    [Field(Pattern = Formats.District, PatternMeans = Formats.DistrictMeans)]
    public string? District { get; init; }

    /// <summary>With a technical asset (machine, animal) beside deminers.</summary>
    [Field]
    public bool? TechnicalAsset { get; init; }

    [Field(Min = 0, Max = 1000)]
    public int? DepthCm { get; init; }

    [Field(Min = 0)]
    public int? ItemsFound { get; init; }

    /// <summary>Areas that came of it: recorded, changed or released.</summary>
    [Field(Reference = "cancelled-area|cleared-area|hazard-area|reduced-area")]
    public IReadOnlyList<string>? Results { get; init; }

    /// <summary>Why the survey concludes what it does.</summary>
    [Field]
    public string? Reason { get; init; }
}
