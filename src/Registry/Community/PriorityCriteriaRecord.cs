using Surefoot.Journal;
using Surefoot.Registry.Declaring;

namespace Surefoot.Registry.Community;

/// <summary>What a country lets count when it decides what is cleared first: weights and gates with a version and the day from which they hold. What it does not name stays as shipped.</summary>
[RecordType("priority-criteria", Area = "Community", Tier = Tier.Public)]
public sealed record PriorityCriteriaRecord
{
    [Field(Required = true, Min = 2)]
    public required int Version { get; init; }

    [Field(Required = true, MayBeFuture = true)]
    public required DateOnly Effective { get; init; }

    /// <summary>Each <c>FACTOR=WEIGHT</c>, such as <c>school=4</c>; 0 leaves the factor out.</summary>
    [Field(Pattern = "[a-z][a-z0-9-]*=[0-9]+([.][0-9]+)?", PatternMeans = "FACTOR=WEIGHT, such as school=4")]
    public IReadOnlyList<string>? Weights { get; init; }

    /// <summary>Each <c>GATE=off</c>, <c>GATE=known</c> (what is not on record passes) or <c>GATE=required</c>.</summary>
    [Field(Pattern = "[a-z][a-z0-9-]*=(off|known|required)", PatternMeans = "GATE=off, GATE=known or GATE=required")]
    public IReadOnlyList<string>? Gates { get; init; }

    /// <summary>Who decided it, where it is written.</summary>
    [Field]
    public string? Source { get; init; }
}
