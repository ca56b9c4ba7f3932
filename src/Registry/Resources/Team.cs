using Surefoot.Journal;
using Surefoot.Registry.Declaring;

namespace Surefoot.Registry.Resources;

/// <summary>People and assets that are sent to work together.</summary>
[RecordType("team", Area = "Resources", Tier = Tier.Partner)]
public sealed record Team
{
    [Field(Required = true, Reference = "organisation", Indexed = true)]
    public required string Operator { get; init; }

    [Field(Required = true, Code = "team-kind")]
    public required string Kind { get; init; }

    [Field]
    public string? Name { get; init; }

    [Field(Reference = "person")]
    public string? Leader { get; init; }

    [Field(Min = 1, Max = 1000)]
    public int? Members { get; init; }

    /// <summary>Place from where it goes to work.</summary>
    [Field(Reference = "settlement")]
    public string? Base { get; init; }

    [Field(Pattern = Formats.District, PatternMeans = Formats.DistrictMeans)]
    public string? District { get; init; }

    [Field]
    public DateOnly? ActiveFrom { get; init; }

    [Field(NotBefore = nameof(ActiveFrom), MayBeFuture = true)]
    public DateOnly? ActiveUntil { get; init; }
}
