using Surefoot.Journal;
using Surefoot.Registry.Declaring;

namespace Surefoot.Registry.Funding;

/// <summary>Who gives money, or what is worth money.</summary>
[RecordType("donor", Area = "Funding", Tier = Tier.Public)]
public sealed record Donor
{
    [Field(Required = true, Code = "donor-kind")]
    public required string Kind { get; init; }

    [Field]
    public string? NameAz { get; init; }

    [Field]
    public string? NameEn { get; init; }

    [Field(Pattern = Formats.Country, PatternMeans = Formats.CountryMeans)]
    public string? Country { get; init; }

    /// <summary>The donor among the organisations, if it is one that also works here.</summary>
    [Field(Reference = "organisation")]
    public string? AsOrganisation { get; init; }
}
