using Surefoot.Journal;
using Surefoot.Registry.Declaring;

namespace Surefoot.Registry.Survey;

/// <summary>Whether teams may go to an area or a district at all: security and permission, from when and until when.</summary>
[RecordType("site-access", Area = "Survey", Tier = Tier.Restricted, EventDate = nameof(AssessedOn))]
public sealed record SiteAccess
{
    [Field(Required = true)]
    public required DateOnly AssessedOn { get; init; }

    [Field(Required = true)]
    public required bool Secure { get; init; }

    /// <summary>Null: the whole district.</summary>
    [Field(Reference = "hazard-area", Indexed = true)]
    public string? HazardArea { get; init; }

    [Field(Pattern = Formats.District, PatternMeans = Formats.DistrictMeans)]
    public string? District { get; init; }

    [Field(NotBefore = nameof(AssessedOn), MayBeFuture = true)]
    public DateOnly? Until { get; init; }

    [Field]
    public string? Reason { get; init; }
}
