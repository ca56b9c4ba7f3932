using Surefoot.Journal;
using Surefoot.Registry.Declaring;

namespace Surefoot.Registry.Criteria;

/// <summary>One version of the authority's "all reasonable effort" criteria (IMAS 07.11): data, with the day from which it is in force. Its id is <c>CODE@VERSION</c>.</summary>
/// <remarks>A changed set is a new record with the next version; the one before stays as it was for the decisions that cite it.</remarks>
[RecordType("release-criteria", Area = "Land", Tier = Tier.Public)]
public sealed record ReleaseCriteria
{
    [Field(Required = true, Pattern = "[A-Za-z0-9]+(-[A-Za-z0-9]+)*", PatternMeans = "a code of letters, digits and hyphens, such as NATIONAL", Indexed = true)]
    public required string Code { get; init; }

    [Field(Required = true, Min = 1)]
    public required int Version { get; init; }

    /// <summary>First day on which a release may cite it; it ends the day before the next version of the same code begins.</summary>
    [Field(Required = true, MayBeFuture = true)]
    public required DateOnly Effective { get; init; }

    /// <summary>Kinds of release that it is for; empty for all.</summary>
    [Field(Code = "release-kind")]
    public IReadOnlyList<string>? Kinds { get; init; }

    /// <summary>What has to be met, in the authority's own words.</summary>
    [Field(Required = true)]
    public required IReadOnlyList<string> Requirements { get; init; }

    /// <summary>Least depth to which cleared land must be searched, from the surface to the top of an item.</summary>
    [Field(Min = 0, Max = 1000)]
    public int? MinimumDepthCm { get; init; }

    /// <summary>Least share of the ground that must be searched, 0 to 1; less needs an unchecked area with a reason.</summary>
    [Field(Min = 0, Max = 1)]
    public double? MinimumCoverageShare { get; init; }
}
