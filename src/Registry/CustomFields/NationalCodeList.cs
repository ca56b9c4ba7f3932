using Surefoot.Journal;
using Surefoot.Registry.Declaring;

namespace Surefoot.Registry.CustomFields;

/// <summary>A version of a code list that a country keeps: its own, or one that extends or replaces a shipped one from a day on. Its id is the list's name.</summary>
[RecordType(Code, Area = "Definitions", Tier = Tier.Public)]
public sealed record NationalCodeList
{
    public const string Code = "code-list";

    [Field(Required = true, Pattern = CustomFieldNames.ListPattern, PatternMeans = CustomFieldNames.ListPatternMeans)]
    public required string List { get; init; }

    /// <summary>Greater than every version approved or shipped before.</summary>
    [Field(Required = true, Min = 1, Max = 1_000_000)]
    public required int Version { get; init; }

    /// <summary>Information date from which this version is in force.</summary>
    [Field(Required = true, MayBeFuture = true)]
    public required DateOnly Effective { get; init; }

    /// <summary>Whether the codes come to those of the version before, or stand in their place.</summary>
    [Field(Required = true, Code = "code-list-mode")]
    public required string Mode { get; init; }

    /// <summary>Where the list comes from: the order, the standard.</summary>
    [Field(Required = true)]
    public required string Source { get; init; }

    [Field(Required = true)]
    public required IReadOnlyList<ListedCode> Codes { get; init; }
}

/// <summary>One code of a national list.</summary>
public sealed record ListedCode
{
    [Field(Required = true, Pattern = CustomFieldNames.CodePattern, PatternMeans = CustomFieldNames.CodePatternMeans)]
    public required string Code { get; init; }

    [Field]
    public string? Label { get; init; }

    [Field]
    public string? LabelAz { get; init; }

    [Field]
    public string? LabelRu { get; init; }

    /// <summary>No longer to be used from this version on; still read where it was written.</summary>
    [Field]
    public bool? Retired { get; init; }
}
