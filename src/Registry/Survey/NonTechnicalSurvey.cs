using Surefoot.Journal;
using Surefoot.Registry.Declaring;

namespace Surefoot.Registry.Survey;

/// <summary>Survey without entering the ground: documents, people, what can be seen. It records, changes or cancels areas by reason.</summary>
[RecordType("non-technical-survey", Area = "Survey", Tier = Tier.Restricted, EventDate = nameof(SurveyedTo))]
public sealed record NonTechnicalSurvey
{
    [Field(Required = true)]
    public required DateOnly SurveyedFrom { get; init; }

    [Field(Required = true, NotBefore = nameof(SurveyedFrom))]
    public required DateOnly SurveyedTo { get; init; }

    [Field(Required = true, Code = "nts-method")]
    public required string Method { get; init; }

    [Field]
    public string? MethodDetail { get; init; }

    [Field(Pattern = Formats.District, PatternMeans = Formats.DistrictMeans)]
    public string? District { get; init; }

    /// <summary>Persons asked; what they said are testimonies.</summary>
    [Field(Min = 0)]
    public int? Informants { get; init; }

    [Field(Reference = "testimony")]
    public IReadOnlyList<string>? Testimonies { get; init; }

    [Field(Min = 0)]
    public int? Girls { get; init; }

    [Field(Min = 0)]
    public int? Boys { get; init; }

    [Field(Min = 0)]
    public int? Women { get; init; }

    [Field(Min = 0)]
    public int? Men { get; init; }

    /// <summary>Areas that came of it: recorded, changed or released.</summary>
    [Field(Reference = "cancelled-area|cleared-area|hazard-area|reduced-area")]
    public IReadOnlyList<string>? Results { get; init; }

    /// <summary>Why the survey concludes what it does.</summary>
    [Field]
    public string? Reason { get; init; }
}
