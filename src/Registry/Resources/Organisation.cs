using Surefoot.Journal;
using Surefoot.Registry.Declaring;

namespace Surefoot.Registry.Resources;

/// <summary>A body that surveys, clears, teaches, decides or pays. Its id is the code that every record's <c>organisation</c> names.</summary>
[RecordType("organisation", Area = "Resources", Tier = Tier.Public)]
public sealed record Organisation
{
    [Field(Required = true, Code = "organisation-kind")]
    public required string Kind { get; init; }

    [Field]
    public string? NameAz { get; init; }

    [Field]
    public string? NameEn { get; init; }

    [Field(Pattern = Formats.Country, PatternMeans = Formats.CountryMeans)]
    public string? Country { get; init; }

    /// <summary>The body that it is a part of.</summary>
    [Field(Reference = "organisation")]
    public string? PartOf { get; init; }

    [Field]
    public DateOnly? ActiveFrom { get; init; }

    [Field(NotBefore = nameof(ActiveFrom), MayBeFuture = true)]
    public DateOnly? ActiveUntil { get; init; }
}
